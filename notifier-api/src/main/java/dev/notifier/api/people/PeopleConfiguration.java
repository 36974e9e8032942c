package dev.notifier.api.people;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.carriers.CarrierLookup;
import dev.notifier.api.http.SignedCursors;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.origin.ForeignTextDigest;
import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.audit.AuditSubjects;
import dev.notifier.store.forged.ForeignTexts;
import dev.notifier.store.lookup.InboundLookup;
import dev.notifier.store.people.ErasureOrders;
import dev.notifier.store.people.PersonalData;
import dev.notifier.store.people.TimelineEntries;
import dev.notifier.store.people.TimelineLinks;
import dev.notifier.store.search.NotificationSearch;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about the data of one recipient. */
@Configuration(proxyBeanMethods = false)
public class PeopleConfiguration {
  @Bean
  PeopleController peopleController(
      Database database,
      InstantSource clock,
      WorkLimit work,
      AuditTrail audit,
      LookupAudit lookups,
      AuditKey auditKey,
      AuditSubjects subjects) {
    PersonalData data = new PersonalData(database.dataSource(), auditKey);
    ErasureOrders erasures = new ErasureOrders(database.dataSource(), data);
    return new PeopleController(data, erasures, clock, work, audit, lookups, subjects);
  }

  @Bean
  TimelineEntriesController timelineEntriesController(
      Database database,
      InstantSource clock,
      WorkLimit work,
      AuditTrail audit,
      AuditSubjects subjects) {
    return new TimelineEntriesController(
        new TimelineEntries(database.dataSource()), subjects, audit, clock, work);
  }

  @Bean
  TimelineLinksController timelineLinksController(
      Database database,
      TimelineController timelines,
      RandomGenerator random,
      AuditTrail audit,
      LookupAudit lookups,
      AuditSubjects subjects,
      WorkLimit work) {
    return new TimelineLinksController(
        new TimelineLinks(database.dataSource()),
        new LinkTokens(random),
        timelines,
        subjects,
        audit,
        lookups,
        work);
  }

  @Bean
  TimelineController timelineController(
      Database database,
      NotifierConfig config,
      NotificationSearch search,
      CarrierLookup carriers,
      SignedCursors cursors,
      InstantSource clock,
      WorkLimit work,
      LookupAudit lookups) {
    return new TimelineController(
        new Timeline(
            search,
            new InboundLookup(database.dataSource()),
            new TimelineEntries(database.dataSource()),
            carriers),
        new TextVerification(
            search,
            new ForeignTexts(database.dataSource()),
            ForeignTextDigest.of(config.privacyKey()),
            clock),
        cursors,
        work,
        lookups);
  }
}
