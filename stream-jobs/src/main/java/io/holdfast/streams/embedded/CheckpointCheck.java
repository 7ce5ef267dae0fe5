package io.holdfast.streams.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/** Looks whether a checkpoint can be restored before Flink is asked to: its metadata can be read and every file it names is there, whole. */
final class CheckpointCheck {
    private CheckpointCheck() {}

    /** Empty if it is sound, else what is wrong. */
    static Optional<String> problem(Checkpoint checkpoint) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(checkpoint.metadata()))) {
            CheckpointMetadata metadata =
                    Checkpoints.loadCheckpointMetadata(in, CheckpointCheck.class.getClassLoader(), checkpoint.uri());
            for (StreamStateHandle handle : handles(metadata)) {
                Optional<String> problem = problem(handle);
                if (problem.isPresent()) {
                    return problem;
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of("its metadata cannot be read: " + e);
        }
    }

    private static Optional<String> problem(StreamStateHandle handle) throws IOException {
        if (handle instanceof FileStateHandle file) {
            Path path = Path.of(file.getFilePath().toUri().getPath());
            if (!Files.exists(path)) {
                return Optional.of("the file " + path + " is missing");
            }
            if (Files.size(path) < file.getStateSize()) {
                return Optional.of("the file " + path + " is cut to " + Files.size(path) + " bytes");
            }
        }
        return Optional.empty();
    }

    private static List<StreamStateHandle> handles(CheckpointMetadata metadata) {
        List<StreamStateHandle> handles = new ArrayList<>();
        for (OperatorState operator : metadata.getOperatorStates()) {
            for (OperatorSubtaskState task : operator.getStates()) {
                for (OperatorStateHandle state : task.getManagedOperatorState()) {
                    handles.add(state.getDelegateStateHandle());
                }
                for (KeyedStateHandle state : task.getManagedKeyedState()) {
                    addKeyed(handles, state);
                }
                for (KeyedStateHandle state : task.getRawKeyedState()) {
                    addKeyed(handles, state);
                }
            }
        }
        return handles;
    }

    private static void addKeyed(List<StreamStateHandle> handles, KeyedStateHandle state) {
        if (state instanceof IncrementalRemoteKeyedStateHandle incremental) {
            handles.add(incremental.getMetaDataStateHandle());
            incremental.getSharedState().forEach(part -> handles.add(part.getHandle()));
            incremental.getPrivateState().forEach(part -> handles.add(part.getHandle()));
        } else if (state instanceof KeyGroupsStateHandle groups) {
            handles.add(groups.getDelegateStateHandle());
        }
    }
}
