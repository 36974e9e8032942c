package dev.notifier.api.inbox;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
import dev.notifier.api.planning.RefusalChecks;
import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.Database;
import dev.notifier.store.forged.ForgedTextAlerts;
import dev.notifier.store.inbound.InboundOutbox;
import dev.notifier.store.inbox.HotlineEvents;
import dev.notifier.store.inbox.InboxChanges;
import dev.notifier.store.inbox.InboxFigures;
import dev.notifier.store.inbox.InboxQueries;
import dev.notifier.store.knowledge.KnowledgeQueries;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.optouts.OptOutStore;
import dev.notifier.store.optouts.WrongPersonStore;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.templates.ReplyPlaceholders;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the inbox of agents. */
@Configuration(proxyBeanMethods = false)
public class InboxConfiguration {
  @Bean
  InboxQueries inboxQueries(Database database) {
    return new InboxQueries(database.dataSource());
  }

  @Bean
  InboxChanges inboxChanges(Database database) {
    return new InboxChanges(database.dataSource());
  }

  @Bean
  InboxService inboxService(
      Database database,
      InboxQueries queries,
      NotificationLookup lookup,
      NotifierConfig config,
      InstantSource clock) {
    return new InboxService(
        queries,
        lookup,
        new ForgedTextAlerts(database.dataSource()),
        new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8)),
        clock);
  }

  @Bean
  InboxCommands inboxCommands(
      Database database,
      InboxQueries queries,
      InboxChanges changes,
      AuditTrail audit,
      TopicReconciler<String> optOutReconciler,
      NotifierConfig config) {
    return new InboxCommands(
        queries,
        changes,
        audit,
        new MessageCorrections(
            changes,
            new OptOutStore(database.dataSource()),
            new WrongPersonCorrection(
                queries,
                new WrongPersonStore(database.dataSource()),
                SubjectDigest.of(config.privacyKey())),
            optOutReconciler),
        new HotlineMessages(
            new HotlineEvents(database.dataSource()),
            queries,
            config.replies().hotline().isEnabled()));
  }

  @Bean
  AnswerService answerService(
      Database database,
      InboxQueries queries,
      InboxCommands commands,
      KnowledgeQueries knowledge,
      ReplyPlaceholders placeholders,
      RefusalChecks checks,
      RouteStore routes,
      InstantSource clock) {
    return new AnswerService(
        queries,
        commands,
        new InboundOutbox(database.dataSource()),
        new CannedAnswers(knowledge, placeholders),
        checks,
        routes,
        clock);
  }

  @Bean
  InboxController inboxController(
      InboxService service, PersonLookupLimit persons, LookupAudit lookups, WorkLimit work) {
    return new InboxController(service, persons, lookups, work);
  }

  @Bean
  InboxFiguresController inboxFiguresController(
      Database database, WorkLimit work, InstantSource clock) {
    return new InboxFiguresController(new InboxFigures(database.dataSource()), work, clock);
  }

  @Bean
  InboxCommandsController inboxCommandsController(
      InboxService service, InboxCommands commands, AnswerService answers) {
    return new InboxCommandsController(service, commands, answers);
  }
}
