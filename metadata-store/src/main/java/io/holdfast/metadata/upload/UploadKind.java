package io.holdfast.metadata.upload;

/** How an upload was opened, which decides how its commit is answered. */
public enum UploadKind {
    /** One file: the answer is that file, or what stood against it. */
    FILE('F'),
    /** Any number of files, one too: the answer tells for each. */
    BATCH('B');

    private final char letter;

    UploadKind(char letter) {
        this.letter = letter;
    }

    static UploadKind ofLetter(String letter) {
        return letter.charAt(0) == BATCH.letter ? BATCH : FILE;
    }

    char letter() {
        return letter;
    }
}
