package dev.notifier.config.kafka;

/** A PEM file cannot be used. The message has the key and the file, and nothing of its content. */
public final class PemFileException extends RuntimeException {
  private final String key;
  private final String problem;
  private final String advice;

  PemFileException(String key, String problem, String advice) {
    super("notifier.kafka.security." + key + ": " + problem + ". " + advice);
    this.key = key;
    this.problem = problem;
    this.advice = advice;
  }

  String key() {
    return key;
  }

  String problem() {
    return problem;
  }

  String advice() {
    return advice;
  }
}
