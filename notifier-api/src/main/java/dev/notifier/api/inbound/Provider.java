package dev.notifier.api.inbound;

import dev.notifier.api.inbound.ProviderMessageReader.Result;
import dev.notifier.api.limits.RequestLimits;
import dev.notifier.api.security.FailedAttempts;
import dev.notifier.api.sending.InboundSender;
import dev.notifier.config.addresses.AddressRange;
import dev.notifier.config.replies.ProviderConfig;
import dev.notifier.config.replies.ProviderConfig.Method;
import dev.notifier.config.replies.ProviderConfig.Responses;
import java.time.InstantSource;
import java.util.List;

/** One provider, and what becomes of its requests. Thread-safe. */
final class Provider {
  /** No key has such an id. */
  private static final String LIMIT = "inbound:";

  private final String name;
  private final ProviderConfig config;
  private final List<AddressRange> networks;
  private final ProviderSignature signature;
  private final ProviderMessageReader reader;
  private final Shared shared;
  private final ProviderMetrics metrics;

  /** What all providers share. */
  record Shared(
      InboundSender sender, RequestLimits limits, FailedAttempts failures, InstantSource clock) {}

  Provider(String name, ProviderConfig config, Shared shared, ProviderMetrics metrics) {
    this.name = name;
    this.config = config;
    this.networks =
        config.allowedNetworks().stream()
            .flatMap(each -> AddressRange.parse(each).stream())
            .toList();
    this.signature =
        new ProviderSignature(
            config.signature(), config.parameters().sign(), config.parameters().content());
    this.reader = new ProviderMessageReader(name, config, shared.clock());
    this.shared = shared;
    this.metrics = metrics;
  }

  Method method() {
    return config.method();
  }

  Responses responses() {
    return config.responses();
  }

  /** Whether the provider sends from an address. */
  boolean isAllowed(String address) {
    return networks.isEmpty() || networks.stream().anyMatch(each -> each.contains(address));
  }

  /** Refuses a request from an address that the provider does not have. */
  ProviderOutcome refuse(String address) {
    return counted(failed(address, ProviderOutcome.WRONG_NETWORK));
  }

  /**
   * Takes a request.
   *
   * @param address an allowed one, from which it comes
   * @param parameters as they were sent
   */
  ProviderOutcome take(String address, byte[] parameters) {
    return counted(
        ProviderForm.parse(parameters)
            .map(form ->
                signature.isRight(form)
                    ? takeSigned(form)
                    : failed(address, ProviderOutcome.WRONG_SIGNATURE))
            .orElseGet(() -> failed(address, ProviderOutcome.MALFORMED)));
  }

  /** Others cannot use up the limit of the provider, because they cannot sign. */
  private ProviderOutcome takeSigned(ProviderForm form) {
    if (!shared.limits().take(LIMIT + name, config.requestsPerSecond()).accepted()) {
      return ProviderOutcome.TOO_MANY_REQUESTS;
    }
    return switch (reader.read(form)) {
      case Result.Refused(ProviderOutcome outcome) -> outcome;
      case Result.Message message ->
          shared.sender().send(message.record(), message.number())
              ? ProviderOutcome.STORED
              : ProviderOutcome.NOT_CONFIRMED;
    };
  }

  private ProviderOutcome failed(String address, ProviderOutcome outcome) {
    return shared.failures().add(address) ? outcome : ProviderOutcome.TOO_MANY_ATTEMPTS;
  }

  private ProviderOutcome counted(ProviderOutcome outcome) {
    metrics.count(outcome);
    return outcome;
  }
}
