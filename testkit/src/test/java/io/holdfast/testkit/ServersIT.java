package io.holdfast.testkit;

import io.holdfast.testkit.kafka.KafkaServer;
import io.holdfast.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServersIT {
    @Test
    void postgresGivesEachCallerADatabaseOfItsOwn() throws SQLException {
        String first = PostgresServer.shared().createDatabase();
        String second = PostgresServer.shared().createDatabase();
        assertThat(first).isNotEqualTo(second);
        try (Connection connection = DriverManager.getConnection(first);
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("SHOW server_version")) {
            assertThat(version.next()).isTrue();
            assertThat(version.getString(1)).startsWith("18.");
        }
    }

    @Test
    void kafkaListensAgainAfterItIsKilledAndAfterItIsWiped() throws IOException {
        KafkaServer kafka = KafkaServer.shared();
        kafka.restart();
        kafka.wipe();
        String[] address = kafka.bootstrapServers().split(":", 2);
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            assertThat(socket.isConnected()).isTrue();
        }
    }
}
