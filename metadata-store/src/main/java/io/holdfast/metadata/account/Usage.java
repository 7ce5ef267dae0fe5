package io.holdfast.metadata.account;

/**
 * What a namespace holds, in logical bytes, beside its quota.
 *
 * @param uniqueBytes size of the distinct blocks that its versions cite; the rest of {@link #usedBytes()} was saved
 */
public record Usage(
        long quotaBytes,
        long currentBytes,
        long versionBytes,
        long trashBytes,
        long uniqueBytes,
        long files,
        long versions) {

    /** What counts against the quota: current files, older versions and trash. */
    public long usedBytes() {
        return currentBytes + versionBytes + trashBytes;
    }

    /** Logical bytes that needed no storage because a block occurs more than once within the namespace. */
    public long dedupSavingsBytes() {
        return Math.max(0, usedBytes() - uniqueBytes);
    }
}
