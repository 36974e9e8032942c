package dev.notifier.api.directory;

import dev.notifier.api.directory.StatedConsent.Said;
import dev.notifier.api.optouts.EvidenceReader;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.advertising.ConsentStatement;
import dev.notifier.store.directory.Recipient;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a caller says about persons, with the consents that it states. Immutable. */
record RecipientReader(RecipientKey numbers, Caller caller, InstantSource clock) {
  /**
   * What is said about a person.
   *
   * @param consent of the preferred number; null if nothing is said
   */
  record Statement(Recipient recipient, @Nullable ConsentStatement consent) {
    /** Omits personal data. */
    @Override
    public String toString() {
      return "Statement[consent=" + (consent != null) + "]";
    }
  }

  /**
   * Reads a person.
   *
   * @throws ProblemException with all violations, which quote no value, or if the caller may not
   *     record consents
   */
  Statement read(JsonNode body) {
    RecipientForm form = RecipientForm.read(body);
    Recipient recipient = form.recipient();
    StatedConsent consent = form.consent();
    Said said = consent == null ? null : consent.advertising();
    if (said == null) {
      return new Statement(recipient, null);
    }
    caller.require(Scope.CONSENTS_WRITE);
    return new Statement(recipient, consent(recipient.phones().getFirst(), said));
  }

  private ConsentStatement consent(String phone, Said said) {
    EvidenceReader evidence =
        new EvidenceReader(numbers, caller.tenant(), caller.name(), clock.instant());
    return switch (evidence.read(
        new EvidenceReader.Form(phone, said.channel(), said.at(), said.note(), null))) {
      case EvidenceReader.Said read ->
          new ConsentStatement(
              read.recipient(), read.phone(), said.given(), read.at(), read.evidence());
      case EvidenceReader.Wrong(var field, var code, var detail) ->
          throw new ProblemException(
              Problem.of(List.of(new Violation("/consent/ADVERTISING/" + field, code, detail))));
    };
  }
}
