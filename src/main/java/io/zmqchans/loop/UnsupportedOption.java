// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The option names that libzmq or JeroMQ know and a socket here can't have, each with the reason.
 * Immutable; any thread may call it.
 */
final class UnsupportedOption {
  private static final Map<String, String> REASONS = new TreeMap<>();

  static {
    because(
        "JeroMQ 0.6.0 does not have it",
        "bindtodevice busy_poll connect_timeout in_batch_size invert_matching loopback_fastpath",
        "metadata only_first_subscribe out_batch_size priority reconnect_stop router_notify",
        "tcp_maxrt thread_safe topics_count use_fd xpub_manual_last_value xpub_welcome_msg",
        "xsub_verbose_unsubscribe zap_enforce_domain");
    because("JeroMQ's STREAM always reports connects and disconnects", "stream_notify");
    because(
        "JeroMQ has no multicast transport",
        "multicast_hops multicast_loop multicast_maxtpdu rate recovery_ivl");
    because(
        "JeroMQ has no NORM transport",
        "norm_block_size norm_buffer_size norm_mode norm_num_autoparity norm_num_parity norm_push",
        "norm_segment_size norm_unicast_nack");
    because(
        "JeroMQ has no VMCI transport",
        "vmci_buffer_max_size vmci_buffer_min_size vmci_buffer_size vmci_connect_timeout");
    because(
        "JeroMQ has no WebSocket transport",
        "wss_cert_pem wss_hostname wss_key_pem wss_trust_pem wss_trust_system");
    because(
        "JeroMQ does not implement GSSAPI",
        "gssapi_plaintext gssapi_principal gssapi_principal_nametype gssapi_server",
        "gssapi_service_principal gssapi_service_principal_nametype");
    because(
        "JeroMQ has no SOCKS client: a connect through a proxy throws in its I/O thread",
        "socks_password socks_proxy socks_username");
    because("JeroMQ 0.6.0 sets the send buffer to this value, not the type of service", "tos");
    because(
        "JeroMQ compares the filter with its own address; use 'auth' with 'allow' and 'deny'",
        "tcp_accept_filter");
    because(
        "JeroMQ's ipc is TCP on the loopback, so it knows no process or user of a peer",
        "ipc_filter_gid ipc_filter_pid ipc_filter_uid");
    because("JeroMQ polls a channel, there is no descriptor number", "fd");
    because(
        "it needs a Java object; use SocketOptions.setConfigurator", "selector_providerchooser");
    because(
        "JeroMQ's own codecs only; for raw TCP use a socket of type 'stream'", "decoder encoder");
    because(
        "the verticle sets the allocator itself, to bound what a peer can make it allocate",
        "msg_allocation_heap_threshold msg_allocator");
    because("it belongs to the context: use the verticle's key 'ioThreads'", "io_threads");
    because(
        "it belongs to the context, which the verticle owns",
        "blocky max_msgsz max_sockets socket_limit thread_affinity_cpu_add",
        "thread_affinity_cpu_remove thread_name_prefix thread_priority thread_sched_policy",
        "zero_copy_recv");
    because("use 'ipv6', its opposite", "ipv4only");
    because("use 'sndhwm' and 'rcvhwm'", "hwm");
  }

  private UnsupportedOption() {}

  /** Why there is no such option here; null for a name that is not known at all. */
  static String reason(String name) {
    return REASONS.get(name);
  }

  /** The names with a reason. */
  static Set<String> names() {
    return Collections.unmodifiableSet(REASONS.keySet());
  }

  /** "unknown option 'lingr'; did you mean 'linger'?", the latter if a known name is close. */
  static String unknown(String name, Set<String> known) {
    String text = String.valueOf(name);
    String start = text.length() > 40 ? text.substring(0, 40) : text;
    String plain = start.toLowerCase(Locale.ROOT).replaceFirst("^zmq_", "");
    return "unknown option '"
        + start
        + (start.length() < text.length() ? "…'" : "'")
        + Nearest.to(plain, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  private static void because(String reason, String... lines) {
    for (String name : String.join(" ", lines).split(" ")) {
      REASONS.put(name, reason);
    }
  }
}
