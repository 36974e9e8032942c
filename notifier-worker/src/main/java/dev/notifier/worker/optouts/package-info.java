/** What recipients have opted out of, as plan and submit ask it for each message. */
@NullMarked
package dev.notifier.worker.optouts;

import org.jspecify.annotations.NullMarked;
