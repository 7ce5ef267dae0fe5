package io.holdfast.metadata.upload;

/** Where an upload stands. Only an open one takes blocks or a commit. */
public enum UploadState {
    OPEN('O'),
    COMMITTED('C'),
    ABORTED('A'),
    EXPIRED('E');

    private final char letter;

    UploadState(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }

    static UploadState ofLetter(String letter) {
        for (UploadState state : values()) {
            if (state.letter == letter.charAt(0)) {
                return state;
            }
        }
        throw new IllegalArgumentException("not the state of an upload: '" + letter + "'");
    }
}
