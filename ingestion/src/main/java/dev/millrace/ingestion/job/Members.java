package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.ContentHash;
import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.ingestion.parse.Member;
import dev.millrace.ingestion.parse.MemberFolder;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is in one item: attachments, members of archives, and what is in those in turn. Each becomes
 * a document of its own under its parent's name, {@value #WITHIN}, and its own; with its parent's
 * metadata and rights.
 */
final class Members {
  /** Between the name of a file and the name of what is in it, as in Java's jar URLs. */
  static final String WITHIN = "!/";

  /** Files in files in files: deeper ones are told and not read. */
  private static final int DEEPEST = 5;

  /** In one item, at all depths. */
  private static final int MOST = 5_000;

  private final ItemIntake intake;
  private final ItemRow root;
  private final Facts facts;
  private final Settlement.Draft draft;
  private final Map<String, ItemRow> before = new HashMap<>();
  private final Set<String> there = new HashSet<>();
  private @Nullable String trouble;

  Members(ItemIntake intake, ItemRow root, Facts facts, Settlement.Draft draft) {
    this.intake = intake;
    this.root = root;
    this.facts = facts;
    this.draft = draft;
  }

  /**
   * Brings in the files that are directly in the item, and what is in them.
   *
   * @return why one of them could not be brought in for a passing reason, if so
   */
  Optional<String> take(List<Member> members) throws InterruptedException, IOException {
    intake
        .items()
        .within(root.sourceId(), root.externalId())
        .forEach(row -> before.put(row.externalId(), row));
    takeAll(members, root.externalId(), root.uri(), 1);
    return Optional.ofNullable(trouble);
  }

  private void takeAll(List<Member> members, String parent, String uri, int depth)
      throws InterruptedException, IOException {
    for (Member member : members) {
      if (Thread.interrupted()) {
        throw new InterruptedException("while what is in " + root.externalId() + " was read");
      }
      ItemRow row = row(parent, uri, member);
      if (there.add(row.externalId())) {
        take(member, row, parent, depth);
      }
    }
  }

  private void take(Member member, ItemRow row, String parent, int depth)
      throws InterruptedException, IOException {
    Stages stages = new Stages(intake.flow().clock());
    if (depth > DEEPEST) {
      refuse(row, OutcomeKind.SKIPPED, "more than " + DEEPEST + " files deep", stages);
    } else if (there.size() > MOST) {
      refuse(row, OutcomeKind.SKIPPED, "more than " + MOST + " files in one", stages);
    } else {
      switch (member.content()) {
        case Member.Content.Refused(var why) ->
            refuse(
                row,
                why.kind().skipped() ? OutcomeKind.SKIPPED : OutcomeKind.FAILED,
                why.reason(),
                stages);
        case Member.Content.Extracted(var path, long size) -> {
          try (InputStream in = Files.newInputStream(path)) {
            byte[] hash = ContentHash.of(in);
            read(new Spool.Fetched(path, hash, size), row, facts(member, parent), depth, stages);
          }
        }
      }
    }
  }

  private void refuse(ItemRow row, OutcomeKind kind, String reason, Stages stages) {
    Outcome outcome = intake.books().outcome(row, kind, reason, stages);
    draft.add(
        kind == OutcomeKind.FAILED
            ? intake.books().dead(row, outcome)
            : intake.books().settled(row, facts, null, row.documentId(), outcome),
        outcome);
  }

  private void read(Spool.Fetched file, ItemRow row, Facts own, int depth, Stages stages)
      throws InterruptedException, IOException {
    Optional<Known> known = intake.corpus().known(intake.key(row.externalId()));
    RightsNow rights = intake.rights(own);
    if (known.isPresent() && intake.asBefore(row, own, file.sha256())) {
      Outcome outcome = intake.settledOutcome(row, known.get(), rights, stages);
      draft.add(
          intake.books().settled(row, own, file.sha256(), known.get().documentId(), outcome),
          outcome);
      keepWithin(row.externalId(), own, rights);
      return;
    }
    try (MemberFolder folder = MemberFolder.temporary()) {
      Incoming incoming =
          new Incoming(
              intake.key(row.externalId()),
              known.map(Known::documentId),
              new FetchedFile(row.externalId(), own.mediaType().orElse(null), file.path()),
              file.sha256(),
              row.uri(),
              null,
              own.metadata());
      Ingested ingested = intake.flow().ingest(incoming, rights, stages, folder.path());
      settle(ingested, file, row, own, known, stages);
      takeAll(ingested.members(), row.externalId(), row.uri(), depth + 1);
    }
  }

  private void settle(
      Ingested ingested,
      Spool.Fetched file,
      ItemRow row,
      Facts own,
      Optional<Known> known,
      Stages stages) {
    switch (ingested) {
      case Ingested.Kept kept -> {
        Outcome outcome =
            intake
                .books()
                .outcome(
                    row,
                    ItemIntake.kind(row, kept.written(), file.sha256(), false),
                    null,
                    kept.written().documentId(),
                    kept.written().revision(),
                    OptionalLong.of(kept.written().position()),
                    stages);
        draft.add(
            intake.books().settled(row, own, file.sha256(), outcome.documentId(), outcome),
            outcome);
      }
      case Ingested.WithoutText nothing when nothing.why().kind().skipped() -> {
        Outcome outcome = intake.withoutText(row, nothing.why(), known, stages);
        draft.add(intake.books().settled(row, own, file.sha256(), null, outcome), outcome);
      }
      case Ingested.WithoutText nothing ->
          refuse(row, OutcomeKind.FAILED, nothing.why().reason(), stages);
      case Ingested.Failed failed -> {
        refuse(row, OutcomeKind.FAILED, failed.reason(), stages);
        if (failed.passing()) {
          trouble = "what is in it, " + row.externalId() + ", failed: " + failed.reason();
        }
      }
    }
  }

  /** What is in a file that is as it was is as it was too, but for its readers. */
  private void keepWithin(String parent, Facts own, RightsNow rights) {
    for (ItemRow row : before.values()) {
      if (row.externalId().startsWith(parent + WITHIN) && there.add(row.externalId())) {
        intake
            .corpus()
            .known(intake.key(row.externalId()))
            .ifPresent(
                known -> {
                  Stages stages = new Stages(intake.flow().clock());
                  Outcome outcome = intake.settledOutcome(row, known, rights, stages);
                  Facts kept = FactsJson.facts(row.settledFacts()).withRights(own.rights());
                  draft.add(
                      intake
                          .books()
                          .settled(row, kept, row.contentHash(), known.documentId(), outcome),
                      outcome);
                });
      }
    }
  }

  /** Removes what was in the item and no longer is. */
  void removeOthers() {
    for (ItemRow row : before.values()) {
      if (!there.contains(row.externalId())) {
        intake.removeAlone(row, "no longer in " + root.externalId(), draft);
      }
    }
  }

  /** As the books have it, or new. */
  private ItemRow row(String parent, String uri, Member member) {
    String id = parent + WITHIN + member.name();
    ItemRow known = before.get(id);
    if (known != null) {
      return known;
    }
    UUID sourceId = root.sourceId();
    return new ItemRow(
        sourceId,
        id,
        root.workspaceId(),
        uri + WITHIN + member.name(),
        null,
        Map.of(),
        null,
        null,
        root.externalId(),
        ItemState.SETTLED.wire(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        null);
  }

  private Facts facts(Member member, String parent) {
    Map<String, Object> metadata = new HashMap<>(facts.metadata());
    metadata.put("parent", parent);
    return new Facts(
        Optional.empty(), Optional.ofNullable(member.mediaType()), metadata, facts.rights());
  }
}
