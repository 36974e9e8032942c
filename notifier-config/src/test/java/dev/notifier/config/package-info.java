@NullMarked
package dev.notifier.config;

import org.jspecify.annotations.NullMarked;
