package io.holdfast.standalone.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The unpacked distribution: {@code lib/} with every jar, {@code conf/} with what an operator may tune.
 *
 * @param home its root folder
 * @param java the program of the JVM that runs the launcher; the children run on the same one
 */
public record Installation(Path home, Path java) {
    /** The version of every jar of ours. */
    private static final String VERSION = Build.current().version();

    /** Of the running launcher: its start script sets {@code holdfast.home}. */
    public static Installation current() {
        String home = System.getProperty("holdfast.home");
        if (home == null) {
            throw new IllegalStateException("start me with the script 'holdfast', which sets holdfast.home");
        }
        return new Installation(
                Path.of(home).toAbsolutePath().normalize(), Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    public Path conf(String name) {
        return home.resolve("conf").resolve(name);
    }

    public Path jar(String module) {
        return home.resolve("lib").resolve(module + "-" + VERSION + ".jar");
    }

    /**
     * The start of the command of a JVM: flags of {@code conf/jvm/all.options} and {@code conf/jvm/NAME.options}, then ours, then the
     * class path.
     *
     * @param module whose jar names the class path in its manifest
     */
    public List<String> jvm(String name, String module, Path temporary, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.add("@" + conf("jvm/all.options"));
        command.add("@" + conf("jvm/" + name + ".options"));
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(flags);
        command.add("-cp");
        command.add(jar(module).toString());
        return command;
    }
}
