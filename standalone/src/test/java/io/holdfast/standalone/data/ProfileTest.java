package io.holdfast.standalone.data;

import io.holdfast.standalone.terminal.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProfileTest {
    @TempDir
    private Path folder;

    @Test
    void aNewDirectoryTakesWhatIsAskedAndKeepsIt() throws Exception {
        DataDirectory data = created();
        assertThat(Profile.settle(data, Optional.of(Profile.REHEARSAL))).isEqualTo(Profile.REHEARSAL);
        assertThat(Profile.settle(data, Optional.empty())).isEqualTo(Profile.REHEARSAL);
        assertThatThrownBy(() -> Profile.settle(data, Optional.of(Profile.DEFAULT)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("has the profile 'rehearsal' and keeps it");
    }

    @Test
    void anExistingDefaultOneIsNeverRehearsed() throws Exception {
        DataDirectory data = created();
        Profile.settle(data, Optional.empty());
        assertThatThrownBy(() -> Profile.settle(data, Optional.of(Profile.REHEARSAL)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aDirectoryInUseWhoseMarkerIsLostCountsAsDefault() throws Exception {
        DataDirectory data = created();
        Files.writeString(data.keys().resolve("postgres.password"), "secret");
        assertThatThrownBy(() -> Profile.settle(data, Optional.of(Profile.REHEARSAL)))
                .isInstanceOf(Refusal.class);
        assertThat(Profile.settle(data, Optional.empty())).isEqualTo(Profile.DEFAULT);
    }

    @Test
    void aMarkerThatSaysSomethingElseIsRefused() throws Exception {
        DataDirectory data = created();
        Files.writeString(data.profileMarker(), "reheasal\n");
        assertThatThrownBy(() -> Profile.settle(data, Optional.empty()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("'reheasal', which is no profile");
    }

    private DataDirectory created() throws Exception {
        DataDirectory data = new DataDirectory(folder.resolve("data"));
        data.create();
        return data;
    }
}
