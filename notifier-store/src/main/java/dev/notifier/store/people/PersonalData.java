package dev.notifier.store.people;

import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.audit.AuditQueries;
import dev.notifier.store.audit.AuditSubjects;
import dev.notifier.store.partitions.PlanMode;
import dev.notifier.store.people.PersonalDataStore.Erased;
import dev.notifier.store.people.PersonalDataStore.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Exports and erases all that the database has about one person. Thread-safe; calls take part in
 * the transaction of the caller.
 */
public final class PersonalData {
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final AuditSubjects subjects;
  private final AuditQueries audit;

  /**
   * @param auditKey of the audit, which names persons only by a digest
   */
  public PersonalData(DataSource dataSource, AuditKey auditKey) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.subjects = new AuditSubjects(dataSource, auditKey);
    this.audit = new AuditQueries(dataSource);
  }

  /** In this order, data is exported and erased. A new table with personal data is added here. */
  private List<PersonalDataStore> stores() {
    NotificationPages pages = new NotificationPages(jdbc);
    return List.of(
        new NotificationData(jdbc, pages),
        new KeptEventData(pages, KeptEventData.Kind.SKIPPED),
        new KeptEventData(pages, KeptEventData.Kind.DEFERRED),
        new InboundData(jdbc),
        new KnowledgeSearchData(jdbc),
        new DirectoryData(jdbc),
        new TimelineEntryData(jdbc),
        new TimelineLinkData(jdbc),
        new ExportData(),
        new BatchData(),
        new StatementData(jdbc, StatementData.Kind.OPT_OUTS),
        new QueryData(jdbc),
        new StatementData(jdbc, StatementData.Kind.CONSENTS),
        new ExcludedPersonData(jdbc),
        new InboxData(jdbc),
        new JobData(jdbc),
        new AuditData(subjects, audit));
  }

  /**
   * Where a page of an export ended.
   *
   * @param store the name of the store of its last item
   * @param id the id of its last item
   */
  public record Place(String store, UUID id) {}

  /**
   * Something that is stored about a person.
   *
   * @param place after which the next page may begin
   * @param values by the names that callers see
   */
  public record Exported(Place place, Map<String, @Nullable Object> values) {
    /** Omits the values. */
    @Override
    public String toString() {
      return "Exported[" + place + "]";
    }
  }

  /**
   * What an erasure did in one store.
   *
   * @param rows how many rows were erased
   */
  public record ErasedRows(String store, int rows) {}

  /**
   * What an erasure did.
   *
   * @param waiting how many rows are still needed and are erased later; counted up to a limit
   * @param more whether there are other rows that can be erased now
   */
  public record Erasure(List<ErasedRows> erased, int waiting, boolean more) {
    /** The rows of all stores. */
    public int rows() {
      return erased.stream().mapToInt(ErasedRows::rows).sum();
    }
  }

  /** The tables whose personal data is known. */
  Set<String> tables() {
    Set<String> tables = new LinkedHashSet<>();
    stores().forEach(store -> tables.addAll(store.tables()));
    return tables;
  }

  /** Whether a page can begin after a place of this store. */
  public boolean hasStore(String name) {
    return stores().stream().anyMatch(store -> store.name().equals(name));
  }

  /**
   * Finds what is stored about a person.
   *
   * @param after where the page before ended; null = the first page
   */
  public List<Exported> export(Person person, @Nullable Place after, int maxItems) {
    return transaction.execute(_ -> {
      jdbc.execute(PlanMode.ONCE);
      List<Exported> page = page(person, after, maxItems);
      jdbc.execute(PlanMode.FOR_PARAMETERS);
      return page;
    });
  }

  private List<Exported> page(Person person, @Nullable Place after, int maxItems) {
    List<Exported> page = new ArrayList<>();
    boolean reached = after == null;
    for (PersonalDataStore store : stores()) {
      boolean continued = after != null && store.name().equals(after.store());
      reached |= continued;
      if (reached && page.size() < maxItems) {
        @Nullable UUID begin = after != null && continued ? after.id() : null;
        for (Item item : store.export(person, begin, maxItems - page.size())) {
          page.add(new Exported(new Place(store.name(), item.id()), item.values()));
        }
      }
    }
    return page;
  }

  /**
   * Erases what is stored about a person and not needed any more. Repeating it is safe.
   *
   * @param acceptedUntil what was accepted later is kept: it belongs to a later request
   * @param maxRows the most rows of each store that this call changes
   */
  public Erasure erase(Person person, Instant acceptedUntil, int maxRows) {
    List<ErasedRows> erased = new ArrayList<>();
    int waiting = 0;
    boolean more = false;
    for (PersonalDataStore store : stores()) {
      Erased result = store.erase(person, acceptedUntil, maxRows);
      erased.add(new ErasedRows(store.name(), result.rows()));
      waiting += result.waiting();
      more |= result.more();
    }
    return new Erasure(erased, waiting, more);
  }
}
