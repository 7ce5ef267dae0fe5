package io.holdfast.ingest.sync;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes the tree of an account at random, the same way for the same seed: few names, so that they clash and are swapped. */
final class Gardener {
    private static final List<String> NAMES = List.of("a", "B", "c", "D", "e");

    private final Client client;
    private final Random random;
    private final List<String> folders = new ArrayList<>();
    private final List<String> all = new ArrayList<>();
    private final List<String> trashed = new ArrayList<>();
    private final Map<String, Integer> done = new TreeMap<>();

    Gardener(Client client, String root, long seed) {
        this.client = client;
        this.random = new Random(seed);
        folders.add(root);
    }

    /** One act; it may be refused, for its target may be taken or in the trash. */
    void act() {
        int dice = random.nextInt(100);
        if (dice < 20) {
            create();
        } else if (dice < 35) {
            upload();
        } else if (dice < 60) {
            patch("move", any(all), Map.of("parent_folder_id", any(folders), "name", any(NAMES)));
        } else if (dice < 68) {
            patch("rename", any(all), Map.of("name", any(NAMES)));
        } else if (dice < 74) {
            swap();
        } else if (dice < 86) {
            delete();
        } else if (dice < 97) {
            restore();
        } else {
            note("purge", client.delete("/trash/" + any(trashed)));
        }
    }

    void act(int times) {
        for (int i = 0; i < times; i++) {
            act();
        }
    }

    /** How often what was done and not refused. */
    Map<String, Integer> done() {
        return done;
    }

    /** What the server says that there is: id, type and content by path, found from folder to folder. */
    Map<String, String> serverTree() {
        Map<String, String> tree = new TreeMap<>();
        addChildren(tree, folders.get(0), "");
        return tree;
    }

    private void addChildren(Map<String, String> tree, String folder, String path) {
        for (JsonNode child :
                client.get("/folders/" + folder + "/children?limit=1000").json().path("items")) {
            String id = child.path("file_id").asString();
            String childPath = path + "/" + child.path("name").asString();
            assertThat(child.path("path").asString()).isEqualTo(childPath);
            String type = child.path("type").asString();
            tree.put(
                    childPath,
                    id + " " + type + " " + child.path("version").asLong() + " "
                            + child.path("content_hash").asString(""));
            if (type.equals("folder")) {
                addChildren(tree, id, childPath);
            }
        }
    }

    private void create() {
        Reply made = client.post("/folders", Map.of("parent_folder_id", any(folders), "name", any(NAMES)));
        note("create", made);
        if (made.status() == 201) {
            folders.add(made.at("/file_id"));
            all.add(made.at("/file_id"));
        }
    }

    private void upload() {
        byte[] content = {(byte) random.nextInt(256), (byte) random.nextInt(256)};
        Map<String, String> fields =
                Map.of("parent_folder_id", any(folders), "file_name", any(NAMES), "on_conflict", "overwrite");
        Reply sent = client.form(fields, content, Map.of());
        note("upload", sent);
        if (sent.status() == 201 && !all.contains(sent.at("/file_id"))) {
            all.add(sent.at("/file_id"));
        }
    }

    private void delete() {
        String id = any(all);
        if (note("delete", client.delete("/files/" + id))) {
            all.remove(id);
            folders.remove(id);
            trashed.add(id);
        }
    }

    private void restore() {
        String id = any(trashed);
        Reply back = client.post("/trash/" + id + "/restore");
        if (note("restore", back)) {
            trashed.remove(id);
            all.add(id);
            if (back.at("/type").equals("folder")) {
                folders.add(id);
            }
        }
    }

    /** Two neighbours change their names by way of a third name. */
    private void swap() {
        JsonNode items = client.get("/folders/" + any(folders) + "/children?limit=2")
                .json()
                .path("items");
        if (items.size() == 2) {
            String one = items.get(0).path("file_id").asString();
            String two = items.get(1).path("file_id").asString();
            patch("swap", one, Map.of("name", "between"));
            patch("swap", two, Map.of("name", items.get(0).path("name").asString()));
            patch("swap", one, Map.of("name", items.get(1).path("name").asString()));
        }
    }

    private void patch(String what, String id, Map<String, String> wish) {
        note(what, client.patch("/files/" + id, wish));
    }

    private boolean note(String what, Reply reply) {
        assertThat(reply.status()).as("%s: %s", what, reply).isIn(200, 201, 204, 400, 404, 409);
        if (reply.status() < 300) {
            done.merge(what, 1, Integer::sum);
        }
        return reply.status() < 300;
    }

    private String any(List<String> of) {
        return of.isEmpty() ? "00000000-0000-0000-0000-000000000000" : of.get(random.nextInt(of.size()));
    }
}
