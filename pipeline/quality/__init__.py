"""From annotations to agreement, consensus and the adjudication queue; each task says how."""
