/** Reports of messages and costs, and files of many messages. */
@NullMarked
package dev.notifier.console.reports;

import org.jspecify.annotations.NullMarked;
