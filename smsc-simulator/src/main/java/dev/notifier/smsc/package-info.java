@NullMarked
package dev.notifier.smsc;

import org.jspecify.annotations.NullMarked;
