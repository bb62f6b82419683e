package dev.millrace.app.http;

import dev.millrace.retrieval.access.AccessRecords.Membership;
import dev.millrace.retrieval.access.Match;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a user can or can't see a document. There is neither text nor title in it: whoever manages
 * rights may ask without being allowed to read.
 *
 * @param externalId what the source calls it
 * @param source the source's name
 * @param user whom it is about, as user:NAME
 * @param readable whether he may read it now
 * @param reason the verdict in a sentence
 * @param allowing entries of the label that allow it to him; any one is enough
 * @param denying entries that deny it to him; any one outweighs all that allow
 */
@Serdeable
@Schema(name = "Access")
public record AccessView(
    UUID documentId,
    String externalId,
    UUID sourceId,
    String source,
    String user,
    boolean readable,
    String reason,
    List<Entry> allowing,
    List<Entry> denying,
    Label label,
    Index index) {
  /**
   * An entry of a label that concerns the user.
   *
   * @param principal as everyone, user:NAME or group:NAME
   * @param through memberships that lead from the user to the entry, in that order; none if he is
   *     the entry himself, or it is everyone
   */
  @Serdeable
  @Schema(name = "AccessEntry")
  public record Entry(String principal, List<Step> through) {
    static Entry of(Match match) {
      return new Entry(match.entry().toString(), match.through().stream().map(Step::of).toList());
    }
  }

  /**
   * A membership.
   *
   * @param since when the member was put into the group
   */
  @Serdeable
  @Schema(name = "AccessStep")
  public record Step(String member, String group, Instant since) {
    static Step of(Membership membership) {
      return new Step(
          membership.member().toString(), membership.group().toString(), membership.since());
    }
  }

  /**
   * The document's label.
   *
   * @param readers who may read it, as everyone, user:NAME or group:NAME
   * @param denied who may not, whatever else they belong to
   * @param readersFrom source or document: whose the readers are; the source's change with it
   * @param deniedFrom source or document
   * @param since when it became what it is; null if that was before such changes were kept
   */
  @Serdeable
  @Schema(name = "AccessLabel")
  public record Label(
      List<String> readers,
      List<String> denied,
      String readersFrom,
      String deniedFrom,
      @Nullable Since since) {}

  /**
   * A change of a label.
   *
   * @param position in the corpus log
   * @param change written, together with the document, or relabelled, without it
   * @param runId the run that did it; null if none did: it was pushed, or the source's readers were
   *     changed
   */
  @Serdeable
  @Schema(name = "AccessSince")
  public record Since(long position, Instant at, String change, @Nullable UUID runId) {}

  /**
   * What searches make of it. What was taken away is gone from the next search on; what was granted
   * waits until the index has reached the change.
   *
   * @param position the log position that the index has reached
   * @param reached whether that includes the label's last change
   * @param passages of the document that searches can find
   * @param shows whether a search of the user's can find the document
   */
  @Serdeable
  @Schema(name = "AccessIndex")
  public record Index(long position, boolean reached, int passages, boolean shows) {}

  public AccessView {
    allowing = List.copyOf(allowing);
    denying = List.copyOf(denying);
  }
}
