package io.holdfast.blockstore.pack;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import java.util.Map;
import java.util.Set;

/**
 * What became of a group.
 *
 * @param places where each name of it lies, durable
 * @param repeated those that the open pack held before: whoever put them again has to look whether they are whole
 */
record Appended(Map<ObjectName, Location> places, Set<ObjectName> repeated) {}
