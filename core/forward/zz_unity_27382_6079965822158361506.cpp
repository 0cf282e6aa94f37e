#include "/tmp/wt/int/core/forward/stream_courier.cpp"
#include "/tmp/wt/int/core/forward/stream_link.cpp"
#include "/tmp/wt/int/core/forward/tcp_position.cpp"
