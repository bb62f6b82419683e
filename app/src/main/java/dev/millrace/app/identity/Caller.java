package dev.millrace.app.identity;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Directory;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request: a key, and the user with whose eyes it reads. One for each request, so that
 * a membership that was revoked is gone from the next request on.
 *
 * <p>It is a {@link java.security.Principal} so that what knows only Java's notion of a caller,
 * such as an access log, names the key.
 */
public final class Caller implements java.security.Principal {
  private final ApiKey key;
  private final Principal user;
  private final Directory directory;
  private @Nullable Viewer viewer;

  /**
   * A caller.
   *
   * @param user whom it reads as: the key's own user, or one whom it acts for
   * @param directory asked once, when the first thing is read
   */
  public Caller(ApiKey key, Principal user, Directory directory) {
    this.key = requireNonNull(key, "key");
    this.user = requireNonNull(user, "user");
    this.directory = requireNonNull(directory, "directory");
  }

  /** The key's id. */
  public UUID keyId() {
    return key.id();
  }

  /** What the key may be used for. */
  public Set<Scope> scopes() {
    return key.scopes();
  }

  /** The corpus that the key belongs to. */
  public WorkspaceId workspace() {
    return key.workspace();
  }

  /** Whose eyes this request reads with. */
  public synchronized Viewer viewer() {
    if (viewer == null) {
      viewer = directory.viewer(key.workspace(), user);
    }
    return viewer;
  }

  /** The key's visible prefix. */
  @Override
  public String getName() {
    return key.prefix();
  }

  /** The key's prefix and the user. */
  @Override
  public String toString() {
    return key.prefix() + " as " + user;
  }
}
