package dev.millrace.retrieval.access;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is kept of who may read what, without a word of what there is to be read. */
public interface AccessRecords {
  /**
   * When a label became what it is.
   *
   * @param position the log position of the change: an index that has reached it filters by the
   *     label
   * @param relabelled whether rights alone were changed; otherwise the document was written
   */
  record Labelling(long position, Instant at, boolean relabelled) {
    public Labelling {
      requireNonNull(at, "at");
    }
  }

  /**
   * A document with its label.
   *
   * @param since empty for a label from before this was kept
   * @param passages in the generation that searches find it in; 0 if they don't
   */
  record LabelledDocument(
      UUID documentId,
      UUID sourceId,
      String externalId,
      Rights rights,
      Optional<Labelling> since,
      int passages) {
    public LabelledDocument {
      requireNonNull(documentId, "documentId");
      requireNonNull(sourceId, "sourceId");
      requireNonNull(externalId, "externalId");
      requireNonNull(rights, "rights");
      requireNonNull(since, "since");
    }
  }

  /** That a user or group belongs to a group, directly. */
  record Membership(Principal member, Principal group, Instant since) {
    public Membership {
      requireNonNull(member, "member");
      requireNonNull(group, "group");
      requireNonNull(since, "since");
    }
  }

  /** A document of any reader's; empty if there is none. */
  Optional<LabelledDocument> document(WorkspaceId workspace, UUID documentId);

  /**
   * Every membership through which a user belongs to something, his own and those of the groups
   * that he belongs to; empty if no label and no group has ever named him.
   */
  Optional<List<Membership>> memberships(WorkspaceId workspace, Principal user);
}
