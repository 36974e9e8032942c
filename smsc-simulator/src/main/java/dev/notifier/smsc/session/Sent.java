package dev.notifier.smsc.session;

import java.util.concurrent.CompletableFuture;

/** A deliver_sm that waits for its answer. */
sealed interface Sent {
  long atMs();

  record OfReceipt(Receipt receipt, long atMs) implements Sent {}

  record OfMo(CompletableFuture<MoResult> result, long atMs) implements Sent {}
}
