// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.isSubTypeOf;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.instrument.Instrumentation;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;
import org.zeromq.ZMQ;
import zmq.SocketBase;

/**
 * Records, while open, which threads call JeroMQ's sockets from outside: its classes are rewritten
 * at run time. What JeroMQ's own threads do among themselves isn't recorded.
 */
public final class SocketCalls implements AutoCloseable {
  private static final List<String> NOT_A_CALLER =
      List.of("zmq.", "org.zeromq.", "java.", "jdk.", SocketCalls.class.getName());
  private static final StackWalker WALKER = StackWalker.getInstance();

  private static volatile SocketCalls current;

  private final Instrumentation instrumentation = ByteBuddyAgent.install();
  private final ResettableClassFileTransformer transformer;
  private final IdentityHashMap<Object, Map<Thread, String>> callers = new IdentityHashMap<>();
  private final Set<String> methods = ConcurrentHashMap.newKeySet();

  /** What the thread called before: to look at its stack each time would be slow. */
  private final ThreadLocal<IdentityHashMap<Object, Set<String>>> known =
      ThreadLocal.withInitial(IdentityHashMap::new);

  /** Starts recording. */
  public SocketCalls() {
    transformer =
        new AgentBuilder.Default()
            .disableClassFormatChanges()
            .with(RedefinitionStrategy.RETRANSFORMATION)
            .ignore(none())
            .type(
                nameStartsWith("zmq.")
                    .or(nameStartsWith("org.zeromq."))
                    .and(isSubTypeOf(SocketBase.class).or(isSubTypeOf(ZMQ.Socket.class))))
            .transform(
                (builder, type, loader, module, domain) ->
                    builder.visit(
                        Advice.to(OnCall.class)
                            .on(isPublic().and(not(isStatic())).and(not(isConstructor())))))
            .installOn(instrumentation);
    current = this;
  }

  /** What is put at the start of each method. */
  static final class OnCall {
    private OnCall() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.This Object socket, @Advice.Origin("#m") String method) {
      called(socket, method);
    }
  }

  /** For the rewritten classes only. */
  public static void called(Object socket, String method) {
    SocketCalls recording = current;
    if (recording == null) {
      return;
    }
    Set<String> before = recording.known.get().computeIfAbsent(socket, first -> new HashSet<>());
    if (!before.contains(method) && WALKER.walk(SocketCalls::isFromOutside)) {
      before.add(method);
      recording.record(socket, method);
    }
  }

  /** JeroMQ's own threads run nobody else's code, and a context makes sockets when it ends. */
  private static boolean isFromOutside(Stream<StackWalker.StackFrame> frames) {
    for (StackWalker.StackFrame frame : (Iterable<StackWalker.StackFrame>) frames::iterator) {
      if (frame.getClassName().equals("zmq.Ctx") && frame.getMethodName().equals("terminate")) {
        return false;
      } else if (NOT_A_CALLER.stream().noneMatch(frame.getClassName()::startsWith)) {
        return true;
      }
    }
    return false;
  }

  private void record(Object socket, String method) {
    Thread thread = Thread.currentThread();
    methods.add(method);
    synchronized (callers) {
      callers
          .computeIfAbsent(socket, first -> new HashMap<>())
          .putIfAbsent(thread, thread.getName() + " called " + method);
    }
  }

  /** For each socket that several threads called, the first call of each of them. */
  public List<Collection<String>> shared() {
    synchronized (callers) {
      return callers.values().stream()
          .filter(each -> each.size() > 1)
          .map(each -> (Collection<String>) new TreeSet<>(each.values()))
          .toList();
    }
  }

  /** The names, at their first call, of all threads that called a socket. */
  public Set<String> threads() {
    Set<String> names = new TreeSet<>();
    synchronized (callers) {
      callers.values().stream()
          .flatMap(each -> each.values().stream())
          .forEach(each -> names.add(each.substring(0, each.indexOf(" called "))));
    }
    return names;
  }

  /** How many threads called any socket. */
  public long threadCount() {
    synchronized (callers) {
      return callers.values().stream().flatMap(each -> each.keySet().stream()).distinct().count();
    }
  }

  /** The methods that were called. */
  public Set<String> methods() {
    return new TreeSet<>(methods);
  }

  @Override
  public void close() {
    current = null;
    transformer.reset(instrumentation, RedefinitionStrategy.RETRANSFORMATION);
  }
}
