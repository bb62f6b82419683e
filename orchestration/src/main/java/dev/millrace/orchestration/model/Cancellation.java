package dev.millrace.orchestration.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A switch that ends what is under way. Thrown once, from any thread; it never goes back. One
 * cancellation serves a whole answer with all its calls.
 */
public final class Cancellation {
  private final Set<Registered> actions = new LinkedHashSet<>();
  private boolean cancelled;

  /** Throws the switch and runs the registered actions, on this thread. */
  public void cancel() {
    List<Registered> due;
    synchronized (actions) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(Registered::run);
  }

  public boolean cancelled() {
    synchronized (actions) {
      return cancelled;
    }
  }

  /**
   * Has an action run when the switch is thrown, or now if it was.
   *
   * @param action quick, and throws nothing
   */
  public Registration onCancel(Runnable action) {
    Registered registered = new Registered(this, action);
    synchronized (actions) {
      if (!cancelled) {
        actions.add(registered);
        return registered;
      }
    }
    registered.run();
    return registered;
  }

  /** An action's place in a cancellation. */
  public interface Registration extends AutoCloseable {
    /** Takes the action out; one that runs at this moment runs on. */
    @Override
    void close();
  }

  // Not a record: two registrations of one action are two.
  private static final class Registered implements Registration {
    private final Cancellation cancellation;
    private final Runnable action;

    Registered(Cancellation cancellation, Runnable action) {
      this.cancellation = cancellation;
      this.action = action;
    }

    void run() {
      action.run();
    }

    @Override
    public void close() {
      synchronized (cancellation.actions) {
        cancellation.actions.remove(this);
      }
    }
  }
}
