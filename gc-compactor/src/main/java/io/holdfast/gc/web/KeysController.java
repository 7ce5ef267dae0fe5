package io.holdfast.gc.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.gc.key.Keys;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The keys of stored blocks, by number; never the keys themselves. */
@RestController
@RequestMapping("/api/v1/keys")
class KeysController {
    private final Keys keys;

    KeysController(Keys keys) {
        this.keys = keys;
    }

    @GetMapping
    Listed list() {
        KeyMark mark = keys.mark();
        return new Listed(mark.keystore(), keys.keystore().toString(), mark.highestKey());
    }

    @PostMapping("/rotations")
    Rotated rotate() {
        Keys.Record record = keys.rotate();
        return new Rotated(list(), record == Keys.Record.WRITTEN);
    }

    /** @param highestKey they are numbered from 1 */
    record Listed(
            String keystore,
            String file,
            @JsonProperty("highest_key") int highestKey) {}

    /** @param recorded whether the audit tells of it */
    record Rotated(Listed keys, boolean recorded) {}
}
