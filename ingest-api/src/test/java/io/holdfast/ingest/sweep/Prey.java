package io.holdfast.ingest.sweep;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A user with files, folders, uploads and devices for the sweep to ask for. */
record Prey(
        Client client,
        String token,
        List<String> files,
        List<String> folders,
        List<String> uploads,
        List<String> devices) {
    private static final String EMAIL = "prey@example.org";
    private static final String PASSWORD = "correct horse";
    private static final int EACH = 40;

    static Prey make(RunningApi api) {
        Client anonymous = Client.anonymous(api);
        anonymous.post("/auth/register", Map.of("email", EMAIL, "password", PASSWORD));
        String token = login(anonymous).at("/access_token");
        Client client = anonymous.with("Authorization", "Bearer " + token);
        Prey prey = new Prey(client, token, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int n = 0; n < EACH; n++) {
            prey.files.add(client.upload("/t" + n, new byte[] {(byte) n}).at("/file_id"));
            prey.folders.add(
                    client.post("/folders", Map.of("path", "/folder" + n)).at("/file_id"));
            prey.uploads.add(
                    client.post("/files/upload/initiate", Map.of("path", "/u" + n, "file_size", 0, "chunks", List.of()))
                            .at("/upload_id"));
        }
        prey.devices.add(login(anonymous).at("/device_id"));
        return prey;
    }

    /** Values that mean something, by the folder of the path or the name of the parameter or field; a stranger's file is among them. */
    Map<String, List<String>> known(String foreign) {
        Map<String, List<String>> known = new HashMap<>();
        List<String> entries = new ArrayList<>(files);
        entries.addAll(folders);
        entries.add(foreign);
        List<String> parents = new ArrayList<>(folders);
        parents.add("root");
        known.put("files", entries);
        known.put("trash", entries);
        known.put("folders", parents);
        known.put("uploads", uploads);
        known.put("devices", devices);
        known.put("parent_folder_id", folders);
        known.put("cursor", List.of(client.get("/sync/cursor").at("/cursor")));
        known.put("path", List.of("/t1", "/T2", "/folder3", "/", "/nothing", "/folder4/new"));
        known.put("email", List.of(EMAIL, "nobody@example.org"));
        known.put("password", List.of(PASSWORD, "wrong horse"));
        return known;
    }

    private static Reply login(Client anonymous) {
        return anonymous.post("/auth/login", Map.of("email", EMAIL, "password", PASSWORD));
    }
}
