@NullMarked
package dev.notifier.kafka.feed;

import org.jspecify.annotations.NullMarked;
