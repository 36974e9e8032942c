package dev.notifier.api.knowledge;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.contracts.knowledge.KnowledgeVariant;
import dev.notifier.store.knowledge.KnowledgeDraft;
import dev.notifier.store.knowledge.KnowledgeVersion;
import dev.notifier.store.knowledge.StoredKnowledge;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entry as callers see it.
 *
 * @param tenant whose entry it is
 * @param version the published version; null if there is none
 * @param since when it was published, or the last one withdrawn
 * @param inReview a version that waits for a second person
 * @param draftRevision the revision of the draft; null if there is none
 * @param published the content of the published version
 * @param versions the newest 20 of one of the tenant's own entries
 */
record KnowledgeDocument(
    String tenant,
    String id,
    @Nullable Integer version,
    @Nullable Instant since,
    @Nullable Integer inReview,
    @Nullable Integer draftRevision,
    @Nullable KnowledgeContent published,
    List<VersionState> versions) {
  /**
   * A page of entries.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  record All(List<Summary> entries, @Nullable String next) {}

  /**
   * An entry in a list.
   *
   * @param titles by language, of the published version, else of the draft
   * @param questions how many questions it has in all languages
   */
  record Summary(
      String tenant,
      String id,
      @Nullable Integer version,
      @Nullable Instant since,
      @Nullable Integer inReview,
      @Nullable Integer draftRevision,
      Map<String, String> titles,
      int questions,
      String owner,
      List<String> tags,
      @Nullable LocalDate validUntil) {
    static Summary of(String reader, StoredKnowledge entry) {
      boolean own = entry.name().tenant().equals(reader);
      KnowledgeDraft draft = own ? entry.draft() : null;
      KnowledgeContent shown =
          entry.content() != null ? entry.content() : draft == null ? null : draft.content();
      Map<String, String> titles = new TreeMap<>();
      int questions = 0;
      for (KnowledgeVariant each : shown == null ? List.<KnowledgeVariant>of() : shown.variants()) {
        titles.put(each.language(), each.title());
        questions += each.questions().size();
      }
      return new Summary(
          entry.name().tenant(),
          entry.name().id(),
          entry.version(),
          entry.since(),
          own ? entry.inReview() : null,
          draft == null ? null : draft.revision(),
          titles,
          questions,
          shown == null ? "" : shown.owner(),
          shown == null ? List.of() : shown.tags(),
          shown == null ? null : shown.validUntil());
    }
  }

  /** A version without its content. */
  record VersionState(
      int version,
      String state,
      List<String> authors,
      String submittedBy,
      Instant submittedAt,
      @Nullable String decidedBy,
      @Nullable Instant decidedAt) {
    static VersionState of(KnowledgeVersion version) {
      return new VersionState(
          version.version(),
          version.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          version.authors(),
          version.submittedBy(),
          version.submittedAt(),
          version.decidedBy(),
          version.decidedAt());
    }
  }

  /** A version. */
  record Version(String tenant, String id, VersionState state, KnowledgeContent entry) {
    static Version of(KnowledgeVersion version) {
      return new Version(
          version.name().tenant(),
          version.name().id(),
          VersionState.of(version),
          version.content());
    }
  }

  /**
   * A draft.
   *
   * @param warnings what may be wrong, in words
   */
  record Draft(
      String id,
      int revision,
      List<String> authors,
      @Nullable Integer basedOn,
      String updatedBy,
      Instant updatedAt,
      KnowledgeContent entry,
      List<String> warnings) {
    static Draft of(KnowledgeDraft draft, List<String> warnings) {
      return new Draft(
          draft.name().id(),
          draft.revision(),
          draft.authors(),
          draft.basedOn(),
          draft.updatedBy(),
          draft.updatedAt(),
          draft.content(),
          warnings);
    }
  }

  static KnowledgeDocument of(
      String reader, StoredKnowledge entry, List<KnowledgeVersion> versions) {
    boolean own = entry.name().tenant().equals(reader);
    KnowledgeDraft draft = own ? entry.draft() : null;
    return new KnowledgeDocument(
        entry.name().tenant(),
        entry.name().id(),
        entry.version(),
        entry.since(),
        own ? entry.inReview() : null,
        draft == null ? null : draft.revision(),
        entry.content(),
        versions.stream().map(VersionState::of).toList());
  }
}
