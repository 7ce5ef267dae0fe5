package io.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.data.PrivateFiles;
import io.holdfast.standalone.system.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The accounts of the demo, remembered in {@code keys/demo-accounts.json}, so that a later demo can clear away what an earlier
 * one, perhaps interrupted, has left.
 */
final class People {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String api;
    private final Path file;
    private final RandomGenerator random;

    People(String api, DataDirectory data, RandomGenerator random) {
        this.api = api;
        this.file = data.keys().resolve("demo-accounts.json");
        this.random = random;
    }

    /** A new account, remembered before it is made. */
    Person register() throws IOException, InterruptedException {
        Person.Credentials credentials = new Person.Credentials("demo-" + randomHex(8) + "@example.org", randomHex(16));
        List<Person.Credentials> all = new ArrayList<>(remembered());
        all.add(credentials);
        PrivateFiles.replace(file, Json.MAPPER.writeValueAsString(all));
        Person person = new Person(http, api, credentials);
        person.register();
        return person;
    }

    /** Deletes every file of the accounts of earlier demos and forgets them; returns how many entries that were. */
    int clearEarlier() throws IOException, InterruptedException {
        int deleted = 0;
        for (Person.Credentials credentials : remembered()) {
            Person person = new Person(http, api, credentials);
            try {
                person.login();
            } catch (ApiProblem e) {
                continue; // remembered, but the demo was interrupted before it was made
            }
            deleted += deleteAll(person);
        }
        PrivateFiles.replace(file, "[]");
        return deleted;
    }

    private static int deleteAll(Person person) throws IOException, InterruptedException {
        int deleted = 0;
        JsonNode page = person.get("/folders/root/children?limit=1000");
        while (!page.path("items").isEmpty()) {
            for (JsonNode item : page.path("items")) {
                person.delete("/files/" + item.path("file_id").asText());
                deleted++;
            }
            page = person.get("/folders/root/children?limit=1000");
        }
        return deleted;
    }

    private List<Person.Credentials> remembered() throws IOException {
        return Files.exists(file)
                ? Arrays.asList(Json.MAPPER.readValue(Files.readString(file), Person.Credentials[].class))
                : List.of();
    }

    private String randomHex(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
