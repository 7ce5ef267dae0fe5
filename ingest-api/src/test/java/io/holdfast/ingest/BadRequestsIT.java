package io.holdfast.ingest;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a client sends: the right status, a stable code, no stack trace, never a 500. */
class BadRequestsIT {
    private static final Client ADA = Client.newUser(RunningApi.shared(), "laptop");
    private static final String HASH = "0".repeat(64);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST   | /auth/register | {"email":"a@b.c"}                                        | 400 | invalid_request | password
            POST   | /auth/register | {"email":"nobody","password":"long enough"}              | 400 | invalid_request | email
            POST   | /auth/register | {"email":"a@b.c","password":"short"}                     | 400 | invalid_request | password
            POST   | /auth/register | {"email":"a@b.c","password":"long enough","admin":true}  | 400 | invalid_request | admin
            POST   | /auth/register | {"email":5,"password":"long enough"}                     | 400 | invalid_request | email
            POST   | /auth/register | {"email":["a@b.c"],"password":"long enough"}             | 400 | invalid_request | email
            POST   | /auth/register | {"email":"a@b.c","email":"c@d.e","password":"long enough"} | 400 | invalid_request | -
            POST   | /auth/register | {"email":                                                | 400 | invalid_request | -
            POST   | /auth/register | [1,2]                                                    | 400 | invalid_request | -
            POST   | /auth/register | null                                                     | 400 | invalid_request | -
            POST   | /auth/register | ``                                                       | 400 | invalid_request | -
            POST   | /auth/register | {} {}                                                    | 400 | invalid_request | -
            POST   | /auth/login    | {"email":"no@such.user","password":"long enough"}        | 401 | unauthorized    | -
            POST   | /auth/refresh  | {"refresh_token":"nonsense"}                             | 401 | unauthorized    | -
            POST   | /auth/refresh  | {"refresh_token":null}                                   | 400 | invalid_request | refresh_token
            GET    | /auth/login    | ``                                                       | 405 | method_not_allowed | -
            GET    | /nowhere       | ``                                                       | 404 | not_found       | -
            POST   | /folders       | {"path":"/a/../b"}                                       | 400 | invalid_request | path
            POST   | /folders       | {"path":"/"}                                             | 400 | invalid_request | path
            POST   | /folders       | {"path":"/a//b"}                                         | 400 | invalid_request | path
            POST   | /folders       | {"name":"x"}                                             | 400 | invalid_request | parent_folder_id
            POST   | /folders       | {"parent_folder_id":"x","name":"y"}                      | 400 | invalid_request | parent_folder_id
            POST   | /folders       | {"parent_folder_id":"00000000-0000-0000-0000-000000000001","name":"y"} | 404 | not_found | -
            POST   | /folders       | {}                                                       | 400 | invalid_request | parent_folder_id
            POST   | /folders       | {"pth":"/a"}                                             | 400 | invalid_request | pth
            POST   | /folders       | {"path":"/a","colour":{"red":[1]}}                       | 400 | invalid_request | colour
            POST   | /files/upload/initiate | {"path":"/f","chunks":[{"indx":0}]}             | 400 | invalid_request | chunks[0].indx
            POST   | /files/upload/initiate | {"fil_size":1,"path":"/f","chunks":[{"index":0}]} | 400 | invalid_request | fil_size
            POST   | /files/upload/initiate | {"path":"/f","file_size":1}                      | 400 | invalid_request | chunks
            POST   | /files/upload/initiate | {"path":"/f","file_size":1.5,"chunks":[]}        | 400 | invalid_request | file_size
            POST   | /files/upload/initiate | {"path":"/f","file_size":"1","chunks":[]}        | 400 | invalid_request | file_size
            POST   | /files/upload/initiate | {"path":"/f","file_size":1,"chunks":[]}          | 400 | invalid_request | file_size
            POST   | /files/upload/initiate | {"path":"/f","file_size":1,"chunks":[null]}      | 400 | invalid_request | chunks[0].index
            POST   | /files/upload/initiate | {"path":"/f","file_size":1,"chunks":[{"index":0,"size":1,"hash":"ZZ"}]} | 400 | invalid_request | chunks[0].hash
            POST   | /files/upload/initiate | {"path":"/f","file_size":1,"chunks":[{"index":0,"size":1,"hash":5}]}    | 400 | invalid_request | chunks[0].hash
            POST   | /files/upload/initiate | {"path":"/f","file_size":1,"chunks":[{"index":0,"size":1}]} | 400 | invalid_request | chunks[0].hash
            POST   | /files/upload/initiate | {"path":"/f","file_size":0,"chunks":[],"content_hash":"ZZ"} | 400 | invalid_request | content_hash
            POST   | /files/upload/initiate | {"parent_folder_id":"00000000-0000-0000-0000-000000000001","file_name":"..","file_size":0,"chunks":[]} | 400 | invalid_request | file_name
            POST   | /files/upload/initiate-batch | {"files":[{"path":"/f","file_size":1,"chunks":[{"index":0,"size":1,"hash":"ZZ"}]}]} | 400 | invalid_request | files[0].chunks[0].hash
            POST   | /files/upload/initiate-batch | {"files":[{"path":"/f","chunks":[]}]}      | 400 | invalid_request | files[0].file_size
            POST   | /files/upload/initiate | {"path":"/f","file_size":0,"chunks":[{"index":0,"size":0,"hash":"HASH"}]} | 400 | invalid_request | chunks[0].size
            POST   | /files/upload/initiate | {"path":"/f","file_size":9000000,"chunks":[{"index":0,"size":9000000,"hash":"HASH"}]} | 400 | invalid_request | chunks[0].size
            POST   | /files/upload/initiate | {"path":"/f","file_size":1,"chunks":[{"index":1,"size":1,"hash":"HASH"}]} | 400 | invalid_request | chunks[0].index
            POST   | /files/upload/initiate | {"path":"/f","file_size":2,"chunks":[{"index":0,"size":1,"hash":"HASH"},{"index":1,"size":1,"hash":"HASH"}]} | 400 | invalid_request | chunks
            POST   | /files/upload/initiate | {"path":"/f","file_size":1,"chunks":[{"index":0,"size":1,"hash":"HASH"}],"content_hash":"HASH"} | 422 | hash_mismatch | -
            POST   | /files/upload/initiate | {"path":"/f","file_size":0,"chunks":[],"on_conflict":"maybe"} | 400 | invalid_request | on_conflict
            POST   | /files/upload/initiate | {"path":"/f","file_size":0,"chunks":[],"base_version":0} | 400 | invalid_request | base_version
            POST   | /files/upload/initiate | {"path":"/f","file_size":0,"chunks":[],"mime_type":"a\\r\\nb"} | 400 | invalid_request | mime_type
            POST   | /files/upload/initiate | {"path":"/f","file_size":0,"chunks":[],"modified_at":"yesterday"} | 400 | invalid_request | modified_at
            POST   | /files/upload/initiate | {"file_size":0,"chunks":[]}                      | 400 | invalid_request | path
            POST   | /files/upload/initiate | {"parent_folder_id":"00000000-0000-0000-0000-000000000001","file_name":"x","file_size":0,"chunks":[]} | 404 | not_found | -
            POST   | /files/upload/initiate | {"path":"/f","file_size":9007199254740993,"chunks":[]} | 400 | invalid_request | file_size
            POST   | /files/upload/initiate-batch | {}                                          | 400 | invalid_request | files
            POST   | /files/upload/initiate-batch | {"files":{}}                                | 400 | invalid_request | files
            POST   | /files/upload/initiate-batch | {"files":[{"path":"/f","file_size":0,"chunks":[]},{"path":"/../g","file_size":0,"chunks":[]}]} | 400 | invalid_request | files[1].path
            POST   | /files/00000000-0000-0000-0000-000000000001/update | {"file_size":0,"chunks":[]} | 404 | not_found   | -
            POST   | /files/00000000-0000-0000-0000-000000000001/update | {"chunks":[]}             | 400 | invalid_request | file_size
            POST   | /files/00000000-0000-0000-0000-000000000001/update | {"file_size":1,"chunks":[{"chunk_index":0,"size":1,"chunk_hash":"HASH","data":5}]} | 400 | invalid_request | chunks[0].data
            POST   | /files/00000000-0000-0000-0000-000000000001/update | {"file_size":1,"chunks":[{"chunk_index":0,"size":1}]} | 400 | invalid_request | chunks[0].chunk_hash
            POST   | /uploads/00000000-0000-0000-0000-000000000001/blocks | {}                     | 415 | unsupported_media_type | -
            """)
    void aWrongRequestIsToldWhatIsWrong(
            String method, String path, String body, int status, String code, String field) {
        Reply reply = ADA.with("Content-Type", "application/json")
                .send(method, path, BodyPublishers.ofString(body.replace("HASH", HASH)));
        expect(reply, status, code);
        assertThat(field.equals("-") || reply.at("/field").equals(field))
                .as("field of %s", reply)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /files/FOREIGN, 404, not_found",
        "GET, /files/not-an-id, 404, not_found",
        "GET, /files/FOREIGN/download, 404, not_found",
        "GET, /files/FOREIGN/manifest, 404, not_found",
        "GET, /files/FOREIGN/versions, 404, not_found",
        "DELETE, /files/FOREIGN, 404, not_found",
        "DELETE, /files/not-an-id, 404, not_found",
        "GET, /folders/FOREIGN/children, 404, not_found",
        "GET, /folders/not-an-id/children, 404, not_found",
        "GET, /folders/root/children?limit=0, 400, invalid_request",
        "GET, /folders/root/children?limit=1001, 400, invalid_request",
        "GET, /folders/root/children?limit=x, 400, invalid_request",
        "GET, /folders/root/children?cursor=%21, 400, invalid_request",
        "GET, /folders/root/children?cursor=AA, 400, invalid_request",
        "GET, /files/by-path, 400, invalid_request",
        "GET, /files/by-path?path=/a/../b, 400, invalid_request",
        "GET, /files/by-path?path=/nothing, 404, not_found",
        "GET, /files/by-path?path=%00, 400, invalid_request",
        "GET, /sync/delta?cursor=nonsense, 400, invalid_request",
        "GET, /sync/delta?limit=-1, 400, invalid_request",
        "GET, /uploads/FOREIGN, 404, not_found",
        "POST, /uploads/FOREIGN/commit, 404, not_found",
        "DELETE, /uploads/FOREIGN, 404, not_found",
        "PUT, /uploads/FOREIGN/blocks/zz, 404, not_found",
        "PUT, /uploads/FOREIGN/blocks/ABC, 404, not_found",
        "POST, /files/upload, 415, unsupported_media_type",
        "PATCH, /sync/delta, 405, method_not_allowed",
        "GET, /analytics/storage, 403, forbidden",
        "GET, /analytics/gc, 403, forbidden"
    })
    void whatIsNotThereOrNotTheCallersIsNotFound(String method, String path, int status, String code) {
        Reply reply = ADA.send(method, path.replace("FOREIGN", new UUID(7, 7).toString()), BodyPublishers.noBody());
        expect(reply, status, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer x", "Basic YTpi", "bearer \u00e9", "Token t"})
    void withoutATokenThereIsNothing(String authorization) {
        Client nobody = Client.anonymous(RunningApi.shared());
        Client caller = authorization.isEmpty() ? nobody : nobody.with("Authorization", authorization);
        Reply reply = caller.get("/account");
        expect(reply, 401, "unauthorized");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=x"})
    void aBrokenFormIsTheClientsFault(String type) {
        Reply reply = ADA.raw("POST", "/files/upload", type, "--y\r\nnonsense".getBytes(StandardCharsets.UTF_8));
        expect(reply, 400, "invalid_request");
    }

    @Test
    void aFormWithoutAFileOrWithAnUnknownFieldIsRefused() {
        String form = "--b\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n/x\r\n--b--\r\n";
        byte[] noFile = form.getBytes(StandardCharsets.UTF_8);
        expect(ADA.raw("POST", "/files/upload", "multipart/form-data; boundary=b", noFile), 400, "invalid_request");
        Reply unknown = ADA.upload("/x", new byte[1], "colour", "red");
        expect(unknown, 400, "invalid_request");
        assertThat(unknown.at("/field")).isEqualTo("colour");
        expect(ADA.upload("/x", new byte[1], "base_version", "one"), 400, "invalid_request");
        expect(ADA.upload("/x", new byte[1], "modified_at", "now"), 400, "invalid_request");
        expect(ADA.upload("/x", new byte[1], "content_hash", HASH), 422, "hash_mismatch");
        expect(ADA.upload("/", new byte[1]), 400, "invalid_request");
        expect(ADA.upload("/" + "n".repeat(256), new byte[1]), 400, "invalid_request");
        assertThat(ADA.get("/files/by-path?path=/x").status()).isEqualTo(404);
    }

    @Test
    void aBodyThatIsTooLongIsRefusedBeforeItIsRead() {
        byte[] padded = ("{\"path\":\"/x\"" + " ".repeat(2 << 20) + "}").getBytes(StandardCharsets.UTF_8);
        Reply reply = ADA.raw("POST", "/folders", "application/json", padded);
        expect(reply, 413, "too_large");
        assertThat(reply.numberAt("/limit")).isEqualTo(1 << 20);
    }

    @Test
    void jsonThatIsTooDeepIsRefused() {
        Reply reply = ADA.raw(
                "POST", "/folders", "application/json", "[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        expect(reply, 400, "invalid_request");
    }

    @Test
    void anotherContentTypeIsNotRead() {
        expect(ADA.raw("POST", "/folders", "text/plain", new byte[] {'x'}), 415, "unsupported_media_type");
        expect(ADA.raw("POST", "/folders", "application/xml", new byte[] {'<'}), 415, "unsupported_media_type");
    }

    private static void expect(Reply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.header("Content-Type")).as("%s", reply).startsWith("application/problem+json");
        assertThat(reply.at("/code")).isEqualTo(code);
        assertThat(reply.numberAt("/status")).isEqualTo(status);
        assertThat(reply.at("/detail")).isNotEmpty();
        assertThat(reply.at("/title")).isNotEmpty();
        assertThat(reply.text()).doesNotContain("Exception", "io.holdfast", "org.springframework", "\tat ");
    }
}
