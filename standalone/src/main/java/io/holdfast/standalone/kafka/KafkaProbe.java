package io.holdfast.standalone.kafka;

import io.holdfast.standalone.process.HealthCheck;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Healthy is a broker that answers DescribeCluster (api key 60, version 0) with at least one broker that serves. Spoken by hand
 * so that the launcher need not hold a Kafka client for one question.
 */
public record KafkaProbe(int port) implements HealthCheck {
    private static final int CORRELATION = 1;
    private static final int TIMEOUT_MILLIS = 3000;

    @Override
    public boolean healthy() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            ask(new DataOutputStream(socket.getOutputStream()));
            return brokers(new DataInputStream(socket.getInputStream())) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void ask(DataOutputStream out) throws IOException {
        out.writeInt(13); // what follows: header of 11 bytes, body of 2
        out.writeShort(60);
        out.writeShort(0);
        out.writeInt(CORRELATION);
        out.writeShort(-1); // no client id
        out.writeByte(0); // no tagged fields in the header
        out.writeByte(0); // without authorized operations
        out.writeByte(0); // no tagged fields in the body
        out.flush();
    }

    private static int brokers(DataInputStream in) throws IOException {
        in.readInt(); // size
        in.readInt(); // correlation id
        in.readByte(); // tagged fields of the header
        in.readInt(); // throttle time
        short error = in.readShort();
        skipText(in); // error message
        skipText(in); // cluster id
        in.readInt(); // controller
        return error == 0 ? varint(in) - 1 : 0;
    }

    /** A compact string: its length plus one, or zero for none. */
    private static void skipText(DataInputStream in) throws IOException {
        int length = varint(in) - 1;
        if (length > 0) {
            in.skipNBytes(length);
        }
    }

    private static int varint(DataInputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("not an answer of Kafka");
    }
}
