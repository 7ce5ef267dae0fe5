package io.holdfast.blockstore.hdfs;

import java.util.Map;

/**
 * How long we wait for a cluster. Hadoop's own limits are those of batch jobs: a quarter of an hour for a NameNode that does not answer.
 * The operator's {@code core-site.xml} and {@code hdfs-site.xml} win over these.
 */
final class Limits {
    /** In milliseconds where the name does not say otherwise. */
    static final Map<String, String> CLIENT = Map.ofEntries(
            Map.entry("ipc.client.connect.timeout", "5000"),
            Map.entry("ipc.client.connect.max.retries", "2"),
            Map.entry("ipc.client.connect.max.retries.on.timeouts", "1"),
            Map.entry("ipc.client.connect.retry.interval", "500"),
            Map.entry("ipc.client.rpc-timeout.ms", "30000"),
            Map.entry("dfs.client.failover.max.attempts", "6"),
            Map.entry("dfs.client.failover.sleep.base.millis", "300"),
            Map.entry("dfs.client.failover.sleep.max.millis", "3000"),
            Map.entry("dfs.client.socket-timeout", "20000"),
            Map.entry("dfs.datanode.socket.write.timeout", "20000"),
            Map.entry("dfs.client.max.block.acquire.failures", "2"),
            Map.entry("dfs.client.retry.window.base", "300"),
            // We end our connections ourselves, after the last put: a hook of Hadoop's own would end them under it.
            Map.entry("fs.automatic.close", "false"));

    private Limits() {}
}
