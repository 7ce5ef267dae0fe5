package io.holdfast.standalone.command;

import io.holdfast.standalone.terminal.Console;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What the commands take from outside. {@code random} is cryptographically strong. */
public record World(Console console, InstantSource clock, RandomGenerator random) {}
