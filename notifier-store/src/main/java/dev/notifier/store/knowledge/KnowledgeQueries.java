package dev.notifier.store.knowledge;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.contracts.knowledge.KnowledgeRecord;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the knowledge base. Thread-safe; calls take part in the transaction of the caller. */
public final class KnowledgeQueries {
  private static final String ENTRY =
      """
      select e.*, v.content::text as content, (
          select max(r.version) from knowledge_versions r
          where r.tenant = e.tenant and r.id = e.id and r.state = 'IN_REVIEW') as in_review
      from knowledge_entries e
        left join knowledge_versions v
          on v.tenant = e.tenant and v.id = e.id and v.version = e.published_version
      """;

  /** Of entries with the same id, the tenant's own, or that of the nearest tenant. */
  private static final String PAGE =
      """
      select e.*, v.content::text as content, (
          select max(r.version) from knowledge_versions r
          where r.tenant = e.tenant and r.id = e.id and r.state = 'IN_REVIEW') as in_review
      from (
        select distinct on (id) tenant, id from knowledge_entries
        where tenant = any(:tenants) and id > :after
          and (tenant = :own or published_version is not null)
        order by id, array_position(:tenants, tenant)) used
        join knowledge_entries e on e.tenant = used.tenant and e.id = used.id
        left join knowledge_versions v
          on v.tenant = e.tenant and v.id = e.id and v.version = e.published_version
        left join lateral (
          select lower(translate(
            regexp_replace(
              normalize(string_agg(each ->> 'title', ' ') || ' ' || e.id, NFD),
              '[\\u0300-\\u036f]', '', 'g'),
            'Đđ', 'Dd')) as folded
          from jsonb_array_elements(coalesce(v.content, e.draft) -> 'variants') each
          where :words::text[] is not null) titles on true
      where (:tag::text is null or v.content -> 'tags' ?? :tag
          or (e.tenant = :own and e.draft -> 'tags' ?? :tag))
        and (:language::text is null
          or v.content -> 'variants' @> jsonb_build_array(jsonb_build_object('language', :language::text))
          or (e.tenant = :own and e.draft -> 'variants'
            @> jsonb_build_array(jsonb_build_object('language', :language::text))))
        and case :state::text
          when 'draft' then e.tenant = :own and e.draft is not null
          when 'in-review' then e.tenant = :own and exists (
            select from knowledge_versions r
            where r.tenant = e.tenant and r.id = e.id and r.state = 'IN_REVIEW')
          when 'published' then e.published_version is not null
          else true end
        and (:words::text[] is null
          or not exists (
            select from unnest(:words::text[]) word
            where coalesce(position(word in titles.folded), 0) = 0))
      order by e.id limit :limit
      """;

  private final JdbcClient jdbc;

  public KnowledgeQueries(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * Which entries a list has; null means any.
   *
   * @param state {@code draft}, {@code in-review} or {@code published}
   * @param words that the titles and the id have, in lower case and without diacritics
   */
  public record Filter(
      @Nullable String tag,
      @Nullable String language,
      @Nullable String state,
      @Nullable List<String> words) {
    /** All entries. */
    public static final Filter NONE = new Filter(null, null, null);

    /** Whatever the titles are. */
    public Filter(@Nullable String tag, @Nullable String language, @Nullable String state) {
      this(tag, language, state, null);
    }
  }

  /** The place of an entry in the feed, and what is published of it. */
  public record Publication(long place, KnowledgeRecord entry) {}

  private static String[] usable(String tenant) {
    List<String> tenants = new ArrayList<>();
    tenants.add(tenant);
    tenants.addAll(Tenants.inherited(tenant));
    return tenants.toArray(String[]::new);
  }

  /**
   * Returns the entries that a tenant may read, by id: its own, and those that it inherits if they
   * are published. Of those with one id, the nearest.
   *
   * @param after the last id of the page before; empty for the first page
   */
  public List<StoredKnowledge> page(String tenant, String after, Filter filter, int limit) {
    return jdbc.sql(PAGE)
        .param("tenants", usable(tenant))
        .param("own", tenant)
        .param("after", after)
        .param("tag", filter.tag())
        .param("language", filter.language())
        .param("state", filter.state())
        .param("words", filter.words() == null ? null : filter.words().toArray(String[]::new))
        .param("limit", limit)
        .query((row, _) -> KnowledgeRows.entry(row))
        .list();
  }

  /** Finds a tenant's own entry. */
  public Optional<StoredKnowledge> own(KnowledgeName name) {
    return jdbc.sql(ENTRY + "where e.tenant = :tenant and e.id = :id")
        .param("tenant", name.tenant())
        .param("id", name.id())
        .query((row, _) -> KnowledgeRows.entry(row))
        .optional();
  }

  /** Finds the published entry of the nearest tenant from which this one inherits. */
  public Optional<StoredKnowledge> inherited(KnowledgeName name) {
    return jdbc.sql(
            ENTRY
                + """
                where e.tenant = any(:tenants) and e.id = :id and e.published_version is not null
                order by array_position(:tenants, e.tenant) limit 1
                """)
        .param("tenants", Tenants.inherited(name.tenant()).toArray(String[]::new))
        .param("id", name.id())
        .query((row, _) -> KnowledgeRows.entry(row))
        .optional();
  }

  /** Finds a version of a tenant's own entry. */
  public Optional<KnowledgeVersion> version(KnowledgeName name, int version) {
    return jdbc.sql(
            """
            select * from knowledge_versions
            where tenant = :tenant and id = :id and version = :version
            """)
        .param("tenant", name.tenant())
        .param("id", name.id())
        .param("version", version)
        .query((row, _) -> KnowledgeRows.version(row))
        .optional();
  }

  /** The newest versions of a tenant's own entry, the newest first. */
  public List<KnowledgeVersion> versions(KnowledgeName name, int limit) {
    return jdbc.sql(
            """
            select * from knowledge_versions
            where tenant = :tenant and id = :id order by version desc limit :limit
            """)
        .param("tenant", name.tenant())
        .param("id", name.id())
        .param("limit", limit)
        .query((row, _) -> KnowledgeRows.version(row))
        .list();
  }

  /** The entries of all tenants that were published once, without their contents. */
  public List<KnowledgePlace> places() {
    return jdbc.sql(
            """
            select tenant, id, revision, published_since from knowledge_entries
            where publication is not null order by publication
            """)
        .query((row, _) ->
            new KnowledgePlace(
                KnowledgeRows.name(row),
                row.getLong("revision"),
                PgInstants.get(row, "published_since")))
        .list();
  }

  /** What is published of an entry; empty if it never was. */
  public Optional<KnowledgeRecord> record(KnowledgeName name) {
    return jdbc.sql(ENTRY + "where e.tenant = :tenant and e.id = :id and e.publication is not null")
        .param("tenant", name.tenant())
        .param("id", name.id())
        .query((row, _) -> record(row))
        .optional();
  }

  /**
   * Returns the next publications of a tenant's entries and of those that it inherits.
   *
   * @param after the place of the last one that is known; 0 for the first page
   */
  public List<Publication> publications(String tenant, long after, int limit) {
    return jdbc.sql(
            ENTRY
                + """
                where e.publication > :after and e.tenant = any(:tenants)
                order by e.publication limit :limit
                """)
        .param("after", after)
        .param("tenants", usable(tenant))
        .param("limit", limit)
        .query((row, _) -> new Publication(row.getLong("publication"), record(row)))
        .list();
  }

  /** The place of the last publication of all tenants; 0 if there is none. */
  public long lastPublication() {
    return jdbc.sql("select coalesce(max(publication), 0) from knowledge_entries")
        .query(Long.class)
        .single();
  }

  private static KnowledgeRecord record(ResultSet row) throws SQLException {
    KnowledgeName name = KnowledgeRows.name(row);
    KnowledgeContent content = KnowledgeRows.content(row, "content");
    Instant since = PgInstants.get(row, "published_since");
    return new KnowledgeRecord(
        KnowledgeRecord.VERSION,
        name.tenant(),
        name.id(),
        row.getObject("published_version", Integer.class),
        row.getLong("revision"),
        since,
        content);
  }
}
