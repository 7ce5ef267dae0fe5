package io.holdfast.standalone.demo;

/** One file to upload: its path on the server, with {@code /} between names, and its bytes. */
record SourceFile(String path, Content content) {
    long sizeBytes() {
        return content.sizeBytes();
    }
}
