package io.holdfast.metadata.audit;

import io.holdfast.metadata.namespace.Actor;
import java.net.InetAddress;
import java.util.Optional;

/**
 * One act.
 *
 * @param actor whose account it concerns, if that is known
 * @param object what it was done to, {@code device:ID} for example; may be empty
 * @param detail for people; may be empty, is never a secret
 * @param address of the client
 * @param userAgent as the client said it; may be empty
 */
public record AuditRecord(
        AuditAct act,
        AuditOutcome outcome,
        Optional<Actor> actor,
        String object,
        String detail,
        Optional<InetAddress> address,
        String userAgent) {}
