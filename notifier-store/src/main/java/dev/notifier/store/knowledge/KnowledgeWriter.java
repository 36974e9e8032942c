package dev.notifier.store.knowledge;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.store.JsonText;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the tables of the knowledge base, in the transaction of the current thread. */
final class KnowledgeWriter {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  KnowledgeWriter(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private OffsetDateTime now() {
    Instant now = clock.instant();
    return now.atOffset(ZoneOffset.UTC);
  }

  void putDraft(
      KnowledgeName name,
      KnowledgeContent content,
      Collection<String> authors,
      @Nullable Integer basedOn,
      String actor) {
    jdbc.sql(
            """
            insert into knowledge_entries as e
              (tenant, id, draft, draft_authors, draft_based_on, draft_revision, draft_updated_by,
               draft_updated_at)
            values (:tenant, :id, :draft::jsonb, :authors, :basedOn, 1, :actor, :now)
            on conflict (tenant, id) do update
            set draft = excluded.draft, draft_authors = excluded.draft_authors,
                draft_based_on = excluded.draft_based_on, draft_revision = e.draft_revision + 1,
                draft_updated_by = excluded.draft_updated_by,
                draft_updated_at = excluded.draft_updated_at
            """)
        .param("tenant", name.tenant())
        .param("id", name.id())
        .param("draft", JsonText.write(content))
        .param("authors", authors.toArray(String[]::new))
        .param("basedOn", basedOn)
        .param("actor", actor)
        .param("now", now())
        .update();
  }

  void deleteDraft(KnowledgeName name) {
    jdbc.sql(
            """
            update knowledge_entries
            set draft = null, draft_authors = null, draft_based_on = null, draft_updated_by = null,
                draft_updated_at = null, draft_revision = draft_revision + 1
            where tenant = :tenant and id = :id
            """)
        .param("tenant", name.tenant())
        .param("id", name.id())
        .update();
  }

  /** Deletes an entry that has neither a draft nor a version. */
  void deleteIfEmpty(KnowledgeName name) {
    jdbc.sql(
            """
            delete from knowledge_entries
            where tenant = :tenant and id = :id and draft is null and last_version = 0
            """)
        .param("tenant", name.tenant())
        .param("id", name.id())
        .update();
  }

  /** Returns the number of the next version, and creates the entry if there is none. */
  int nextVersion(KnowledgeName name) {
    return jdbc.sql(
            """
            insert into knowledge_entries as e (tenant, id, last_version) values (:tenant, :id, 1)
            on conflict (tenant, id) do update set last_version = e.last_version + 1
            returning last_version
            """)
        .param("tenant", name.tenant())
        .param("id", name.id())
        .query(Integer.class)
        .single();
  }

  void insertVersion(
      KnowledgeName name,
      int version,
      KnowledgeContent content,
      Collection<String> authors,
      String actor) {
    jdbc.sql(
            """
            insert into knowledge_versions
              (tenant, id, version, state, content, authors, submitted_by, submitted_at)
            values (:tenant, :id, :version, 'IN_REVIEW', :content::jsonb, :authors, :actor, :now)
            """)
        .param("tenant", name.tenant())
        .param("id", name.id())
        .param("version", version)
        .param("content", JsonText.write(content))
        .param("authors", authors.toArray(String[]::new))
        .param("actor", actor)
        .param("now", now())
        .update();
  }

  void setState(KnowledgeName name, int version, KnowledgeState state, String actor) {
    jdbc.sql(
            """
            update knowledge_versions set state = :state, decided_by = :actor, decided_at = :now
            where tenant = :tenant and id = :id and version = :version
            """)
        .param("tenant", name.tenant())
        .param("id", name.id())
        .param("version", version)
        .param("state", state.name())
        .param("actor", actor)
        .param("now", now())
        .update();
  }

  /** The version in force before becomes a former one. */
  void replaceOthers(KnowledgeName name, int version) {
    jdbc.sql(
            """
            update knowledge_versions set state = 'REPLACED'
            where tenant = :tenant and id = :id and version <> :version and state = 'PUBLISHED'
            """)
        .param("tenant", name.tenant())
        .param("id", name.id())
        .param("version", version)
        .update();
  }

  /**
   * Sets the version in force, and gives the entry its next place in the feed.
   *
   * @param version null = none
   */
  void setPublished(KnowledgeName name, @Nullable Integer version, int variants) {
    jdbc.sql(
            """
            update knowledge_entries
            set published_version = :version, published_since = :now, published_variants = :variants,
                publication = nextval('knowledge_publications'), revision = revision + 1
            where tenant = :tenant and id = :id
            """)
        .param("tenant", name.tenant())
        .param("id", name.id())
        .param("version", version)
        .param("variants", variants)
        .param("now", now())
        .update();
  }

  /** Returns whether a tenant has at least a number of entries. */
  boolean hasEntries(String tenant, int number) {
    return jdbc.sql(
            """
            select count(*) >= :number from (
              select from knowledge_entries where tenant = :tenant limit :number) e
            """)
        .param("tenant", tenant)
        .param("number", number)
        .query(Boolean.class)
        .single();
  }

  /** Returns how many variants of a tenant are published; the limits keep its entries few. */
  long publishedVariants(String tenant) {
    return jdbc.sql(
            """
            select coalesce(sum(published_variants), 0) from knowledge_entries where tenant = :tenant
            """)
        .param("tenant", tenant)
        .query(Long.class)
        .single();
  }

  /** Sets a revision above that on Kafka, unless the entry has changed; returns whether it did. */
  boolean raiseRevision(KnowledgePlace place, long ahead) {
    return jdbc.sql(
                """
                update knowledge_entries set revision = :ahead + 1
                where tenant = :tenant and id = :id and revision = :revision
                """)
            .param("ahead", ahead)
            .param("tenant", place.name().tenant())
            .param("id", place.name().id())
            .param("revision", place.revision())
            .update()
        == 1;
  }
}
