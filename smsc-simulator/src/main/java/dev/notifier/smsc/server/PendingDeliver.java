package dev.notifier.smsc.server;

import java.util.concurrent.CompletableFuture;

/** A deliver_sm that waits for its answer. */
sealed interface PendingDeliver {
  long atMs();

  record ForReceipt(Receipt receipt, long atMs) implements PendingDeliver {}

  record ForMo(CompletableFuture<MoResult> result, long atMs) implements PendingDeliver {}
}
