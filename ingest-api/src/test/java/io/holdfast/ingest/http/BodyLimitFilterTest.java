package io.holdfast.ingest.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whatever a client sends has to keep the pace. */
class BodyLimitFilterTest {
    private static final int PIECE = 1_000;

    private Instant now = Instant.EPOCH;
    private final List<Exception> answered = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/folders, application/json",
        "POST, /api/v1/auth/login, application/json",
        "POST, /api/v1/files/upload, multipart/form-data",
        "POST, /api/v1/uploads/1/blocks, application/vnd.holdfast.blocks",
        "PUT, /api/v1/uploads/1/blocks/2, application/octet-stream"
    })
    void aSlowSenderIsCutOff(String method, String path, String type) throws Exception {
        FilterChain reading = (request, response) ->
                assertThatThrownBy(request.getInputStream()::readAllBytes).satisfies(BodyLimitFilterTest::isTimeout);
        filter().doFilter(new Slow(method, path, type, Duration.ofSeconds(1)), new MockHttpServletResponse(), reading);
        assertThat(Duration.between(Instant.EPOCH, now)).isBetween(Pace.GRACE, Pace.GRACE.plusSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/files/upload/initiate", "/api/v1/files/1/update"})
    void aManifestOfUnknownLengthHasToKeepItBeforeItsTurn(String path) throws Exception {
        Slow request = new Slow("POST", path, "application/json", Duration.ofSeconds(1));
        filter().doFilter(request, new MockHttpServletResponse(), (read, response) -> answered.add(new Exception()));
        assertThat(answered).singleElement().satisfies(BodyLimitFilterTest::isTimeout);
    }

    @ParameterizedTest
    @CsvSource({"10, 60", "0, 1000"})
    void whoKeepsItMayTakeHisTimeAndOursDoesNotCount(int millisAPiece, int oursAPiece) throws Exception {
        FilterChain reading = (request, response) -> {
            InputStream body = request.getInputStream();
            for (int i = 0; i < 5_000; i++) {
                assertThat(body.readNBytes(PIECE)).hasSize(PIECE);
                now = now.plusMillis(oursAPiece);
            }
        };
        Slow request = new Slow(
                "PUT", "/api/v1/uploads/1/blocks/2", "application/octet-stream", Duration.ofMillis(millisAPiece));
        filter().doFilter(request, new MockHttpServletResponse(), reading);
        assertThat(Duration.between(Instant.EPOCH, now)).isGreaterThan(Pace.GRACE.multipliedBy(2));
    }

    private BodyLimitFilter filter() {
        return new BodyLimitFilter(new LargeManifests(), () -> now, (request, response, handler, error) -> {
            answered.add(error);
            return new ModelAndView();
        });
    }

    private static void isTimeout(Throwable error) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem().getStatus()).isEqualTo(408));
    }

    /** Sends so much and takes so long for it, without end. */
    private final class Slow extends MockHttpServletRequest {
        private final Duration pause;

        Slow(String method, String path, String type, Duration pause) {
            super(method, path);
            setContentType(type);
            this.pause = pause;
        }

        @Override
        public long getContentLengthLong() {
            return -1;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new HeldInput(new InputStream() {
                @Override
                public int read() {
                    now = now.plus(pause.dividedBy(PIECE));
                    return ' ';
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    now = now.plus(pause);
                    return Math.min(length, PIECE);
                }
            });
        }
    }
}
