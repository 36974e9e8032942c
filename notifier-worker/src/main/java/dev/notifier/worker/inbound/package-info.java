/**
 * The stage inbound: joins the segments of messages from persons, decides what each message means,
 * and answers.
 */
@NullMarked
package dev.notifier.worker.inbound;

import org.jspecify.annotations.NullMarked;
