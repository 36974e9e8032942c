package dev.notifier.smsc.server;

import java.util.concurrent.CompletableFuture;

/** A deliver_sm that waits for its response. */
sealed interface PendingDeliver {
  /** Returns when it was sent, milliseconds of the Unix epoch. */
  long atMs();

  record ForReceipt(Receipt receipt, long atMs) implements PendingDeliver {}

  record ForMo(CompletableFuture<MoResult> result, long atMs) implements PendingDeliver {}
}
