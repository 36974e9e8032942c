/** The stage schedule: releases messages that have waited for a time. */
@NullMarked
package dev.notifier.worker.schedule;

import org.jspecify.annotations.NullMarked;
