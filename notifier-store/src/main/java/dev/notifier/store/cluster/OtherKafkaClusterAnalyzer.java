package dev.notifier.store.cluster;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints one line at a failed start instead of a stack trace. */
class OtherKafkaClusterAnalyzer extends AbstractFailureAnalyzer<OtherKafkaClusterException> {
  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, OtherKafkaClusterException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "docs/operating.md, \"Another Kafka cluster\", describes what accepting it means.",
        cause);
  }
}
