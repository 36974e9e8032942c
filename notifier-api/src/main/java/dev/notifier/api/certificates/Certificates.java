package dev.notifier.api.certificates;

import dev.notifier.api.certificates.CertificateDocument.Delivery;
import dev.notifier.api.certificates.CertificateDocument.Event;
import dev.notifier.api.certificates.CertificateDocument.Message;
import dev.notifier.api.certificates.CertificateDocument.Segment;
import dev.notifier.api.certificates.CertificateDocument.Template;
import dev.notifier.api.certificates.CertificateDocument.Times;
import dev.notifier.api.certificates.CertificateDocument.Words;
import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.api.people.StateWords;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.lookup.StoredNotification.Segments;
import dev.notifier.store.lookup.StoredNotification.Status;
import dev.notifier.store.templates.TemplateApprovals;
import dev.notifier.store.templates.TemplateApprovals.Approval;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes what is stored about a notification into a certificate. Thread-safe. */
final class Certificates {
  private final TemplateApprovals approvals;
  private final String issuer;
  private final InstantSource clock;

  /**
   * @param issuer who confirms what was sent
   */
  Certificates(TemplateApprovals approvals, String issuer, InstantSource clock) {
    this.approvals = approvals;
    this.issuer = issuer;
    this.clock = clock;
  }

  /** The certificate of a notification of a tenant. */
  CertificateDocument of(String tenant, StoredNotification stored) {
    return new CertificateDocument(
        CertificateDocument.FORM,
        issuer,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        tenant,
        stored.id(),
        new Event(
            stored.event().source(),
            stored.event().id(),
            stored.event().type(),
            stored.event().category()),
        stored.phone(),
        message(stored),
        new Times(
            stored.times().accepted(),
            stored.times().planned(),
            stored.times().submitted(),
            stored.times().finished()),
        delivery(stored));
  }

  private @Nullable Message message(StoredNotification stored) {
    StoredNotification.Message message = stored.message();
    if (message == null) {
      return null;
    }
    boolean secret = message.text().equals(PersonalDataMask.HIDDEN);
    return new Message(
        secret ? null : message.text(),
        secret,
        message.encoding(),
        stored.segments().count(),
        template(message));
  }

  private Template template(StoredNotification.Message message) {
    TemplateName name = TemplateName.of(message.templateId());
    Approval approval = approvals.find(name, message.templateVersion()).orElse(null);
    return new Template(
        name.tenant(),
        name.id(),
        message.templateVersion(),
        message.locale(),
        approval == null ? null : approval.by(),
        approval == null ? null : approval.at());
  }

  private static Delivery delivery(StoredNotification stored) {
    Status status = stored.status();
    StateWords words = StateWords.of(status.state());
    return new Delivery(
        status.state(),
        status.reason(),
        status.confidence(),
        status.possibleDuplicate(),
        stored.route(),
        segments(stored.segments()),
        new Words(words.vi(), words.en()),
        ReceiptWords.of(status.state(), status.confidence()));
  }

  private static List<Segment> segments(Segments stored) {
    List<@Nullable String> ids = stored.messageIds();
    return IntStream.range(0, stored.count())
        .mapToObj(i ->
            new Segment(
                i + 1,
                i < ids.size() ? ids.get(i) : null,
                (stored.accepted() >>> i & 1) == 1,
                (stored.delivered() >>> i & 1) == 1))
        .toList();
  }
}
