package io.holdfast.standalone.process;

import java.util.Optional;

/** One supervised process at this moment. */
public record ProcessReport(String name, ProcessState state, Optional<ProcessIdentity> identity, int restarts) {}
