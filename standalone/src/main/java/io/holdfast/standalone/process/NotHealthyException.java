package io.holdfast.standalone.process;

/** A process did not become healthy. */
public final class NotHealthyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ProcessPlan plan;

    NotHealthyException(ProcessPlan plan, String why) {
        super(plan.name() + " " + why);
        this.plan = plan;
    }

    public ProcessPlan plan() {
        return plan;
    }
}
