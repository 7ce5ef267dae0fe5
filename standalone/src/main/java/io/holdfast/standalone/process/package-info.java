/**
 * Keeping child processes running. A {@link io.holdfast.standalone.process.ProcessPlan} says how one process is started, known
 * to be healthy and stopped; a {@link io.holdfast.standalone.process.SupervisedProcess} has one thread that follows its plan
 * and restarts it with back-off; the {@link io.holdfast.standalone.process.Supervisor} starts groups and stops in order.
 *
 * <p>A process is known by pid, start time and boot, never by pid alone. Children live in sessions of their own, so that
 * Ctrl-C reaches the launcher only and the order of stopping holds. A launcher that is killed leaves its children running;
 * the next one finds them by {@link io.holdfast.standalone.process.OrphanRule} and stops them before it starts anything.
 */
@NullMarked
package io.holdfast.standalone.process;

import org.jspecify.annotations.NullMarked;
