@NullMarked
package dev.notifier.api.cloudevents;

import org.jspecify.annotations.NullMarked;
