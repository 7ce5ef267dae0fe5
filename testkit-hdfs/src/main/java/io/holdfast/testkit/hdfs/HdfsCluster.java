package io.holdfast.testkit.hdfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A NameNode and DataNodes as real processes, so that a test can kill and freeze them. The edit log is not forced to disk, for speed: a
 * process that is killed loses nothing by it.
 */
public final class HdfsCluster {
    /** As many as RS-3-2 needs. */
    public static final int DATA_NODES = 5;

    private static final long START_SECONDS = 90;
    private static final String NAME_NODE = "org.apache.hadoop.hdfs.server.namenode.NameNode";

    private static @Nullable HdfsCluster shared;

    private final Path directory;
    private final int port;
    private final int httpPort;
    private final List<HadoopJvm> dataNodes = new ArrayList<>();
    private final AtomicInteger directories = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable HadoopJvm nameNode;

    private HdfsCluster(Path directory, int port, int httpPort) {
        this.directory = directory;
        this.port = port;
        this.httpPort = httpPort;
    }

    /** Started at the first call (about 10 s) and killed with the JVM. */
    public static synchronized HdfsCluster shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** The root of the file system. */
    public URI uri() {
        return URI.create("hdfs://127.0.0.1:" + port);
    }

    /** A directory that nobody else has been given; it does not exist yet. */
    public URI directory() {
        return uri().resolve("/test-" + directories.incrementAndGet());
    }

    /** Ends a DataNode with SIGKILL. */
    public void kill(int dataNode) {
        dataNodes.get(dataNode).kill();
    }

    /** Starts DataNodes that were killed, on their old disks. */
    public void restart(int... killed) {
        for (int dataNode : killed) {
            dataNodes.set(dataNode, startDataNode(dataNode));
        }
        awaitAll();
    }

    /** Runs something while there is no NameNode: it is ended with SIGKILL before and started again on the same disk after it. */
    public void withoutNameNode(Runnable act) {
        nameNode().kill();
        try {
            act.run();
        } finally {
            nameNode = HadoopJvm.start("namenode", directory, List.of(NAME_NODE));
            awaitAll();
        }
    }

    /** Runs something while the NameNode is there but does nothing, as a machine without processor time. */
    public void whileFrozen(Runnable act) {
        HadoopJvm frozen = nameNode();
        frozen.signal("STOP");
        try {
            act.run();
        } finally {
            frozen.signal("CONT");
        }
    }

    /** The files with the blocks that lie on the disk of a DataNode and are finished. */
    public List<Path> blocks(int dataNode) {
        try (Stream<Path> files = Files.walk(disk(dataNode))) {
            return files.filter(file -> file.getFileName().toString().matches("blk_-?[0-9]+"))
                    .filter(file -> file.toString().contains("/finalized/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HdfsCluster start() {
        HdfsCluster cluster;
        try (ServerSocket rpc = new ServerSocket(0);
                ServerSocket http = new ServerSocket(0)) {
            Path directory = Files.createTempDirectory("holdfast-hdfs");
            cluster = new HdfsCluster(directory, rpc.getLocalPort(), http.getLocalPort());
            Files.writeString(directory.resolve("hdfs-site.xml"), cluster.configuration());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start HDFS for tests", e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::stopAndClean));
        cluster.launch();
        return cluster;
    }

    private void launch() {
        HadoopJvm.start("format", directory, List.of(NAME_NODE, "-format", "-nonInteractive"))
                .succeed();
        nameNode = HadoopJvm.start("namenode", directory, List.of(NAME_NODE));
        for (int i = 0; i < DATA_NODES; i++) {
            dataNodes.add(startDataNode(i));
        }
        awaitAll();
    }

    private HadoopJvm startDataNode(int number) {
        return HadoopJvm.start(
                "datanode-" + number,
                directory,
                List.of(
                        "org.apache.hadoop.hdfs.server.datanode.DataNode",
                        "-Ddfs.datanode.data.dir=" + disk(number).toUri()));
    }

    private Path disk(int dataNode) {
        return directory.resolve("disk-" + dataNode);
    }

    private HadoopJvm nameNode() {
        if (nameNode == null) {
            throw new IllegalStateException("not started");
        }
        return nameNode;
    }

    private void awaitAll() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!ready()) {
            if (nameNode().ended(100) || System.nanoTime() > deadline) {
                throw new IllegalStateException("HDFS is not there:\n"
                        + nameNode().output() + dataNodes.get(0).output());
            }
        }
    }

    private boolean ready() {
        URI state =
                URI.create("http://127.0.0.1:" + httpPort + "/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState");
        try {
            String answer = http.send(HttpRequest.newBuilder(state).build(), HttpResponse.BodyHandlers.ofString())
                    .body()
                    .replace(" ", "");
            return answer.contains("\"NumLiveDataNodes\":" + DATA_NODES + ",")
                    && answer.contains("\"FSState\":\"Operational\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String configuration() {
        StringBuilder xml = new StringBuilder("<configuration>\n");
        for (String line : """
                fs.defaultFS=hdfs://127.0.0.1:RPC
                hadoop.tmp.dir=DIRECTORY/tmp
                dfs.namenode.name.dir=file://DIRECTORY/name
                dfs.namenode.rpc-address=127.0.0.1:RPC
                dfs.namenode.http-address=127.0.0.1:HTTP
                dfs.namenode.edits.noeditlogchannelflush=true
                dfs.namenode.safemode.extension=0
                dfs.namenode.redundancy.considerLoad=false
                dfs.namenode.datanode.registration.ip-hostname-check=false
                dfs.namenode.heartbeat.recheck-interval=500
                dfs.heartbeat.interval=1
                dfs.datanode.address=127.0.0.1:0
                dfs.datanode.http.address=127.0.0.1:0
                dfs.datanode.ipc.address=127.0.0.1:0
                """.replace("DIRECTORY", directory.toString())
                .replace("RPC", Integer.toString(port))
                .replace("HTTP", Integer.toString(httpPort))
                .split("\n")) {
            String[] setting = line.split("=", 2);
            xml.append("<property><name>")
                    .append(setting[0])
                    .append("</name><value>")
                    .append(setting[1])
                    .append("</value></property>\n");
        }
        return xml.append("</configuration>\n").toString();
    }

    private void stopAndClean() {
        dataNodes.forEach(HadoopJvm::kill);
        if (nameNode != null) {
            nameNode.kill();
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
