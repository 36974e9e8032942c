/** SMPP sessions as a client: pipelined submissions, responses, inbound messages, TLS. */
@NullMarked
package dev.notifier.worker.smpp;

import org.jspecify.annotations.NullMarked;
