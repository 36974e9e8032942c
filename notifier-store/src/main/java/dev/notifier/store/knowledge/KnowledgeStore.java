package dev.notifier.store.knowledge;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.contracts.knowledge.KnowledgeVariant;
import dev.notifier.store.access.KeyMakers;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes the knowledge base. Each action is one transaction, or takes part in that of the caller.
 * A lock serializes all actions, so places in the feed are visible in their order; there are few of
 * them. Thread-safe.
 */
public final class KnowledgeStore {
  private static final Logger LOG = LoggerFactory.getLogger(KnowledgeStore.class);

  /** Who submits and publishes the shipped entries. */
  private static final String SHIPPED = "shipped";

  private static final long LOCK = 0x6e6f_7469_0042L;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final KnowledgeQueries queries;
  private final KnowledgeWriter writer;
  private final KeyMakers makers;
  private final KnowledgeLimits limits;

  public KnowledgeStore(DataSource dataSource, InstantSource clock, KnowledgeLimits limits) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    this.queries = new KnowledgeQueries(dataSource);
    this.writer = new KnowledgeWriter(jdbc, clock);
    this.makers = new KeyMakers(dataSource);
    this.limits = limits;
  }

  /**
   * Saves the draft of an entry, or creates it.
   *
   * @param revision the draft that the caller expects; 0 = no draft, null = the caller does not
   *     know of one
   */
  public KnowledgeResult<KnowledgeDraft> save(
      KnowledgeName name, KnowledgeContent content, @Nullable Integer revision, String actor) {
    return inTransaction(() -> {
      StoredKnowledge entry = queries.own(name).orElse(null);
      if (entry == null && writer.hasEntries(name.tenant(), limits.of(name.tenant()))) {
        throw new KnowledgeError.Thrown(KnowledgeError.LIMIT_REACHED);
      }
      KnowledgeDraft before = entry == null ? null : entry.draft();
      requireExpected(before, revision);
      return put(entry, name, content, actor);
    });
  }

  private KnowledgeDraft put(
      @Nullable StoredKnowledge entry, KnowledgeName name, KnowledgeContent content, String actor) {
    KnowledgeDraft before = entry == null ? null : entry.draft();
    Set<String> authors = new LinkedHashSet<>(before == null ? List.of() : before.authors());
    authors.add(actor);
    Integer basedOn = before != null ? before.basedOn() : entry == null ? null : entry.version();
    writer.putDraft(name, content, authors, basedOn, actor);
    return requireDraft(name);
  }

  private static void requireExpected(@Nullable KnowledgeDraft draft, @Nullable Integer revision) {
    if (revision == null) {
      if (draft != null) {
        throw new KnowledgeError.Thrown(KnowledgeError.DRAFT_EXISTS);
      }
    } else if (revision != (draft == null ? 0 : draft.revision())) {
      throw new KnowledgeError.Thrown(KnowledgeError.DRAFT_CHANGED);
    }
  }

  /**
   * Adds a question to the draft of one of the tenant's own entries. Without a draft, the published
   * version is the beginning of one.
   *
   * @param check checks the changed content; an exception rolls the action back and is passed on
   */
  public KnowledgeResult<KnowledgeDraft> addQuestion(
      KnowledgeName name,
      String language,
      String question,
      Consumer<KnowledgeContent> check,
      String actor) {
    return inTransaction(() -> {
      StoredKnowledge entry = queries.own(name).orElse(null);
      KnowledgeContent content =
          entry == null ? null : entry.draft() == null ? entry.content() : entry.draft().content();
      if (content == null) {
        throw new KnowledgeError.Thrown(
            entry == null ? KnowledgeError.ENTRY_NOT_FOUND : KnowledgeError.DRAFT_NOT_FOUND);
      }
      KnowledgeVariant variant =
          content
              .variant(language)
              .orElseThrow(() -> new KnowledgeError.Thrown(KnowledgeError.LANGUAGE_NOT_FOUND));
      if (variant.questions().contains(question)) {
        throw new KnowledgeError.Thrown(KnowledgeError.QUESTION_REFUSED);
      }
      KnowledgeContent changed = content.withQuestion(language, question);
      check.accept(changed);
      return put(entry, name, changed, actor);
    });
  }

  /** Deletes the draft; returns an error if that is not possible. */
  public Optional<KnowledgeError> discard(KnowledgeName name, @Nullable Integer revision) {
    KnowledgeResult<KnowledgeDraft> result =
        inTransaction(() -> {
          KnowledgeDraft draft = requireDraft(name);
          requireExpected(draft, revision);
          writer.deleteDraft(name);
          writer.deleteIfEmpty(name);
          return draft;
        });
    return result instanceof KnowledgeResult.Refused<KnowledgeDraft>(KnowledgeError error)
        ? Optional.of(error)
        : Optional.empty();
  }

  /**
   * Turns the draft into a version, whose text never changes.
   *
   * @param revision the draft that was checked
   */
  public KnowledgeResult<KnowledgeVersion> submit(KnowledgeName name, int revision, String actor) {
    return inTransaction(() -> {
      KnowledgeDraft draft = requireDraft(name);
      requireExpected(draft, revision);
      writer.deleteDraft(name);
      int version = writer.nextVersion(name);
      if (version > limits.versions()) {
        throw new KnowledgeError.Thrown(KnowledgeError.LIMIT_REACHED);
      }
      writer.insertVersion(name, version, draft.content(), draft.authors(), actor);
      return require(name, version);
    });
  }

  /** Publishes a version in review. Its authors and submitter cannot do so. */
  public KnowledgeResult<KnowledgeVersion> publish(KnowledgeName name, int version, String actor) {
    return inTransaction(() -> {
      KnowledgeVersion before = require(name, version);
      requireState(before.state() == KnowledgeState.IN_REVIEW);
      if (before.everyAuthor().contains(actor)
          || makers.haveCommonPerson(actor, before.everyAuthor())) {
        throw new KnowledgeError.Thrown(KnowledgeError.SELF_APPROVAL);
      }
      return putInForce(before, actor);
    });
  }

  /** Publishes a version that was in force before. */
  public KnowledgeResult<KnowledgeVersion> rollBack(KnowledgeName name, int version, String actor) {
    return inTransaction(() -> {
      KnowledgeVersion before = require(name, version);
      requireState(before.state().isFormer());
      return putInForce(before, actor);
    });
  }

  private KnowledgeVersion putInForce(KnowledgeVersion version, String actor) {
    KnowledgeName name = version.name();
    writer.replaceOthers(name, version.version());
    writer.setState(name, version.version(), KnowledgeState.PUBLISHED, actor);
    long before = writer.publishedVariants(name.tenant());
    writer.setPublished(name, version.version(), version.content().variants().size());
    long after = writer.publishedVariants(name.tenant());
    if (after > before && after > limits.of(name.tenant())) {
      throw new KnowledgeError.Thrown(KnowledgeError.LIMIT_REACHED);
    }
    return require(name, version.version());
  }

  /** Rejects a version in review. Without a draft, it is the beginning of the next one. */
  public KnowledgeResult<KnowledgeVersion> reject(KnowledgeName name, int version, String actor) {
    return inTransaction(() -> {
      KnowledgeVersion before = require(name, version);
      requireState(before.state() == KnowledgeState.IN_REVIEW);
      writer.setState(name, version, KnowledgeState.REJECTED, actor);
      if (queries.own(name).map(StoredKnowledge::draft).isEmpty()) {
        writer.putDraft(
            name, before.content(), before.everyAuthor(), version, before.submittedBy());
      }
      return require(name, version);
    });
  }

  /** Takes the published version out of force; no other takes its place. */
  public KnowledgeResult<KnowledgeVersion> withdraw(KnowledgeName name, String actor) {
    return inTransaction(() -> {
      StoredKnowledge entry = queries.own(name).orElse(null);
      if (entry == null) {
        throw new KnowledgeError.Thrown(KnowledgeError.ENTRY_NOT_FOUND);
      }
      Integer version = entry.version();
      if (version == null) {
        throw new KnowledgeError.Thrown(KnowledgeError.WRONG_STATE);
      }
      writer.setState(name, version, KnowledgeState.WITHDRAWN, actor);
      writer.setPublished(name, null, 0);
      return require(name, version);
    });
  }

  /**
   * Publishes the shipped entries, except those that an operator has changed or withdrawn, those
   * whose text was published before, as by a newer release that has replaced it since, and those
   * for which the tenant has no room.
   *
   * @param contents by id
   * @return how many were published
   */
  public int seed(String tenant, Map<String, KnowledgeContent> contents) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          lock();
          int seeded = 0;
          for (Map.Entry<String, KnowledgeContent> shipped : contents.entrySet()) {
            if (seed(new KnowledgeName(tenant, shipped.getKey()), shipped.getValue())) {
              seeded++;
            }
          }
          return seeded;
        }));
  }

  private boolean seed(KnowledgeName name, KnowledgeContent content) {
    List<KnowledgeVersion> versions = queries.versions(name, Integer.MAX_VALUE);
    boolean unchanged =
        versions.stream().allMatch(each -> each.submittedBy().equals(SHIPPED))
            && (versions.isEmpty() || versions.getFirst().state() == KnowledgeState.PUBLISHED);
    if (!unchanged || versions.stream().anyMatch(each -> each.content().equals(content))) {
      return false;
    }
    if (!hasRoom(name.tenant(), versions, content)) {
      LOG.warn(
          "The shipped entry {} is left out: the tenant {} has as many published variants as allowed",
          name.id(),
          name.tenant());
      return false;
    }
    int version = writer.nextVersion(name);
    writer.insertVersion(name, version, content, List.of(SHIPPED), SHIPPED);
    putInForce(require(name, version), SHIPPED);
    return true;
  }

  private boolean hasRoom(String tenant, List<KnowledgeVersion> before, KnowledgeContent content) {
    int more =
        content.variants().size()
            - (before.isEmpty() ? 0 : before.getFirst().content().variants().size());
    return more <= 0 || writer.publishedVariants(tenant) + more <= limits.of(tenant);
  }

  /** Sets a revision above that on Kafka, unless the entry has changed; returns whether it did. */
  public boolean raiseRevision(KnowledgePlace place, long ahead) {
    return writer.raiseRevision(place, ahead);
  }

  private static void requireState(boolean right) {
    if (!right) {
      throw new KnowledgeError.Thrown(KnowledgeError.WRONG_STATE);
    }
  }

  private KnowledgeDraft requireDraft(KnowledgeName name) {
    return queries
        .own(name)
        .map(StoredKnowledge::draft)
        .orElseThrow(() -> new KnowledgeError.Thrown(KnowledgeError.DRAFT_NOT_FOUND));
  }

  private KnowledgeVersion require(KnowledgeName name, int version) {
    return queries
        .version(name, version)
        .orElseThrow(() -> new KnowledgeError.Thrown(KnowledgeError.VERSION_NOT_FOUND));
  }

  private void lock() {
    jdbc.sql("select pg_advisory_xact_lock(:lock)")
        .param("lock", LOCK)
        .query((_, _) -> true)
        .single();
  }

  private <T> KnowledgeResult<T> inTransaction(Supplier<T> change) {
    try {
      return new KnowledgeResult.Done<>(
          Objects.requireNonNull(
              transaction.execute(_ -> {
                lock();
                return change.get();
              })));
    } catch (KnowledgeError.Thrown e) {
      return new KnowledgeResult.Refused<>(e.error());
    }
  }
}
